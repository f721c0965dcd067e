/** A server that restarts, or a connection that breaks, does not end a run: it goes on when the server is back. */
import { setTimeout as delay } from 'node:timers/promises';
import { MigrationError } from './errors.ts';
import { needTarget, type RunContext } from './run-context.ts';
import { withClient } from './target/connect.ts';
import { isLost, serverError } from './target/errors.ts';

/** The server may have crashed and have much to recover. */
const PATIENCE_MS = 5 * 60_000;
/** A server that falls over our own statements shall not be made to do so again and again. */
const LOSSES = 10;
const LONGEST_PAUSE_MS = 5_000;

const AWAY = new Set([
  'TGT-LOST',
  'TGT-STALLED',
  'TGT-NOT-READY',
  'TGT-REFUSED',
  'TGT-TIMEOUT',
  'TGT-CONNECT',
  'TGT-TOO-MANY-53300',
  // Once the server answers, its journal says on which side of the COMMIT the run is.
  'RUN-CUTOVER-UNKNOWN',
]);

/** Does `work`, again each time the target was away and came back; what it threw first is thrown when it does not. */
export async function patiently(context: RunContext, work: () => Promise<void>): Promise<void> {
  for (let losses = 1; ; losses++) {
    try {
      return await work();
    } catch (thrown) {
      const failure = isLost(thrown) ? serverError(thrown, 'using it') : thrown;
      if (context.stop.aborted || !isAway(failure) || losses > LOSSES) throw failure;
      context.progress.emit({ type: 'waiting', reason: `the target to answer again: ${failure.message}` });
      await untilBack(context, failure);
      context.progress.emit({ type: 'waiting', reason: null });
    }
  }
}

function isAway(failure: unknown): failure is MigrationError {
  return failure instanceof MigrationError && AWAY.has(failure.code);
}

async function untilBack(context: RunContext, lost: MigrationError): Promise<void> {
  const until = performance.now() + (context.input.patienceMs ?? PATIENCE_MS);
  for (let pause = 250; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await delay(pause, undefined, { signal: context.stop });
    try {
      return await withClient(needTarget(context), 'check', async () => {});
    } catch (error) {
      if (!isAway(error) || performance.now() > until) throw lost;
    }
  }
}
