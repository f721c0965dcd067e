/** How a run is left: interrupted for later, or ended with nothing of it staying in the target. */
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorInfo, errorInfo, MigrationError } from './errors.ts';
import { stagesOf } from './events.ts';
import { closeWorkers, type RunContext } from './run-context.ts';
import { Shutdown } from './stop-reasons.ts';
import { withClient } from './target/connect.ts';
import { cancelStatement, endSessions, tryRunLock } from './target/liveness.ts';
import { dropStaging } from './target/staging.ts';
import type { Stage } from './types.ts';

const PATIENCE_MS = 5000;

/**
 * A statement that goes on for long shall not hold up who cancels: the server is asked to end it. Not for a pause
 * once the cutover has begun, which is finished then. Sound even in a COMMIT, which is carried out whole or not at all.
 */
export function interruptControl(context: RunContext, stage: Stage): Disposable {
  const { stop, input } = context;
  const abort = () => {
    if (!input.target || context.controlPid === null) return;
    if (stage === 'cutover' && stop.reason instanceof Shutdown) return;
    void cancelStatement(input.target, context.controlPid).catch(() => {});
  };
  stop.addEventListener('abort', abort, { once: true });
  return { [Symbol.dispose]: () => stop.removeEventListener('abort', abort) };
}

/** Nothing is undone, but nothing goes on either: what the server is still at for this run is ended. */
export async function leaveForLater(context: RunContext): Promise<void> {
  const { control, input } = context;
  await closeWorkers(context);
  if (control === null) return;
  const ended = async () => {
    // Only while the run is ours: another worker may have it by now.
    if (await tryRunLock(control, input.runId)) await endSessions(control, input.runId);
  };
  // Where the server does not answer, whoever takes the run up does the same.
  await Promise.race([ended().catch(() => {}), delay(PATIENCE_MS, undefined, { ref: false })]);
}

/** Removes what the run left in the target. The first failure is what is told; one of the removal is added to it. */
export async function cleanedUp(context: RunContext, failure: unknown): Promise<ErrorInfo | null> {
  try {
    await closeWorkers(context);
    await removeStaging(context);
  } catch (also) {
    const told = failure ?? also;
    if (told instanceof MigrationError && told !== also) told.alsoFailed.push(errorInfo(also).message);
    return errorInfo(told);
  }
  return failure === null ? null : errorInfo(failure);
}

export async function removeStaging(context: RunContext): Promise<void> {
  const { input, control } = context;
  if (!input.target || !stagesOf(input.kind).includes('schema')) return;
  if (control === null && !context.resumed) return;
  // A connection of its own: the run's may be in a failed state, or be what failed.
  await withClient(input.target, 'clean up', async (client) => {
    // Interrupted before, and stopped now before the target was taken: somebody else may be clearing it away.
    if (control === null && !(await tryRunLock(client, input.runId))) return;
    await dropStaging(client, input.runId);
  });
}
