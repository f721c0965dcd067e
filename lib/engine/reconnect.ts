/** A server that restarts, or a connection that breaks, does not end a run: it goes on when the server is back. */
import { setTimeout as delay } from 'node:timers/promises';
import { MigrationError } from './errors.ts';
import type { TargetConfig } from './target/config.ts';
import { withClient } from './target/connect.ts';
import { isLost, serverError } from './target/errors.ts';
import type { WaitingReason } from './waiting.ts';

/** The server may have crashed and have much to recover. */
const PATIENCE_MS = 5 * 60_000;
/** A server that falls over our own statements shall not be made to do so again and again. */
const LOSSES = 10;
const LONGEST_PAUSE_MS = 5_000;

/** The server answers, but has no connection free. */
const NO_CONNECTION = 'TGT-TOO-MANY-53300';

const AWAY = new Set([
  'TGT-LOST',
  'TGT-STALLED',
  'TGT-NOT-READY',
  'TGT-REFUSED',
  'TGT-TIMEOUT',
  'TGT-CONNECT',
  NO_CONNECTION,
  // The journal tells, once it can be asked again.
  'RUN-CUTOVER-UNKNOWN',
  'RUN-ROLLBACK-UNKNOWN',
]);

export interface Patience {
  target: TargetConfig | null;
  signal: AbortSignal;
  /** How long the target is waited for each time, in milliseconds. */
  patienceMs?: number | undefined;
  onWaiting: (reason: WaitingReason | null) => void;
}

/** Does `work`, again each time the target was away and came back; what it threw first is thrown when it does not. */
export async function patiently<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  for (let losses = 1; ; losses++) {
    try {
      return await work();
    } catch (thrown) {
      const failure = isLost(thrown) ? serverError(thrown, 'using it') : thrown;
      if (!patience.target || patience.signal.aborted || !isAway(failure) || losses > LOSSES) throw failure;
      patience.onWaiting(reasonOf(failure));
      await untilBack(patience, patience.target, failure);
      patience.onWaiting(null);
    }
  }
}

function reasonOf({ code, message }: MigrationError): WaitingReason {
  return code === NO_CONNECTION ? { kind: 'connections', message } : { kind: 'target-away', code, message };
}

function isAway(failure: unknown): failure is MigrationError {
  return failure instanceof MigrationError && AWAY.has(failure.code);
}

async function untilBack(
  { signal, patienceMs = PATIENCE_MS }: Patience,
  target: TargetConfig,
  lost: MigrationError,
): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let pause = 250; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await delay(pause, undefined, { signal });
    try {
      return await withClient(target, 'check', async () => {});
    } catch (error) {
      if (!isAway(error) || performance.now() > until) throw lost;
    }
  }
}
