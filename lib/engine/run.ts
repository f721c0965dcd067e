/** The stage loop: start, go on after an interruption, cancel, and always a report at the end. */
import { randomBytes } from 'node:crypto';
import { type ErrorInfo, errorInfo, MigrationError } from './errors.ts';
import { initialRunState } from './events.ts';
import { Gates } from './gates.ts';
import { Progress } from './progress.ts';
import { patiently } from './reconnect.ts';
import { buildReport } from './report.ts';
import type { RunContext, RunInput } from './run-context.ts';
import { removeQuarantineList } from './source/quarantine.ts';
import { closeWorkers, runSteps, Told } from './steps.ts';
import { type RunStore, reliable, StoreUnavailable } from './store.ts';
import { lookAtServer } from './take-target.ts';
import { withClient } from './target/connect.ts';
import { dropStaging } from './target/staging.ts';
import type { Outcome, Report } from './types.ts';

/** Reason to abort with when the process must go but the run shall go on later, in this or another worker. */
export class Shutdown extends Error {
  override readonly name = 'Shutdown';
}

/** Reason to abort with when a person cancels the run. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Ten lower-case letters and digits, the first a letter: part of schema names. */
export function newRunId(): string {
  const letters = 'abcdefghjkmnpqrstvwxyz23456789';
  const bytes = [...randomBytes(10)];
  return bytes.map((byte, at) => letters[byte % (at === 0 ? 22 : 30)]).join('');
}

/**
 * Executes a run from the start, or from where the store says it was interrupted.
 * Expected failures end in the report. Throws only the abort reason Shutdown, or StoreUnavailable: then the run
 * is not over, everything it has is left in place, and calling this again goes on.
 */
export async function runMigration(
  input: RunInput,
  deps: { store: RunStore; signal: AbortSignal },
): Promise<Report> {
  const { signal } = deps;
  const store = reliable(deps.store);
  const earlier = await store.load(input.runId);
  const context: RunContext = {
    input,
    store,
    stop: signal,
    signal,
    progress: new Progress(store, input.runId),
    control: null,
    snapshotPath: null,
    snapshot: null,
    catalog: null,
    profiles: null,
    plan: earlier?.artefacts.plan ?? null,
    verifications: new Map(),
    sourceThreads: null,
    connections: null,
    jobs: input.jobs,
    gates: new Gates(signal),
  };
  const told = new Told(
    earlier?.state.stages.flatMap(({ name, state }) => (state === 'done' ? [name] : [])) ?? [],
  );
  const resumed = earlier !== null && earlier.state.startedAt !== null;
  context.progress.emit({ type: 'run-started', kind: input.kind, resumed });
  let outcome: Exclude<Outcome, 'rolled-back'> = 'succeeded';
  let error: ErrorInfo | null = null;
  try {
    await lookAtServer(context);
    await patiently(context, () => runSteps(context, told));
    if (input.kind === 'dry') await removeStaging(context);
  } catch (failure) {
    if (signal.reason instanceof Shutdown) throw signal.reason;
    if (failure instanceof StoreUnavailable) throw failure;
    outcome = signal.aborted ? 'cancelled' : 'failed';
    const staged = told.finished.has('schema') || context.control !== null;
    error = await cleanedUp(context, outcome === 'failed' ? failure : null, staged);
  } finally {
    await closeWorkers(context);
    await context.control?.end().catch(() => {});
  }
  // The rows themselves stand in the target; nobody reads this list any more.
  if (context.snapshotPath) removeQuarantineList(context.snapshotPath);
  await context.progress.flush();
  const state = (await store.load(input.runId))?.state ?? initialRunState(input.kind);
  const report = buildReport(input, state, context.plan, outcome, error);
  await store.save(input.runId, { report });
  context.progress.emit({
    type: 'run-ended',
    outcome: outcome,
    error,
  });
  await context.progress.flush();
  return report;
}

/** Removes what the run left in the target. The first failure is what is told; one of the removal is added to it. */
async function cleanedUp(context: RunContext, failure: unknown, staged: boolean): Promise<ErrorInfo | null> {
  try {
    await closeWorkers(context);
    if (staged) await removeStaging(context);
  } catch (also) {
    const told = failure ?? also;
    if (told instanceof MigrationError && told !== also) told.alsoFailed.push(errorInfo(also).message);
    return errorInfo(told);
  }
  return failure === null ? null : errorInfo(failure);
}

async function removeStaging(context: RunContext): Promise<void> {
  const { input } = context;
  if (!input.target) return;
  // A connection of its own: the run's may be in a failed state, or be what failed.
  await withClient(input.target, 'clean up', (client) => dropStaging(client, input.runId));
}
