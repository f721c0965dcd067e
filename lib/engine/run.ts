/** The stage loop: start, go on after an interruption, cancel, and always a report at the end. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorInfo, errorInfo, MigrationError } from './errors.ts';
import { initialRunState, stagesOf } from './events.ts';
import { Progress } from './progress.ts';
import { patiently } from './reconnect.ts';
import { buildReport } from './report.ts';
import { need, type RunContext, type RunInput } from './run-context.ts';
import { removeQuarantineList } from './source/quarantine.ts';
import { constraintsStage } from './stages/constraints.ts';
import { copyStage } from './stages/copy.ts';
import { cutoverStage } from './stages/cutover.ts';
import { planStage } from './stages/plan.ts';
import { profileStage } from './stages/profile.ts';
import { schemaStage } from './stages/schema.ts';
import { snapshotStage } from './stages/snapshot.ts';
import { verifyStage } from './stages/verify.ts';
import { type RunStore, reliable, StoreUnavailable } from './store.ts';
import { connect, withClient } from './target/connect.ts';
import { alreadyCutOver } from './target/journal.ts';
import { endEarlierSessions, tryTargetLock } from './target/locks.ts';
import { requireServer } from './target/requirements.ts';
import { dropStaging } from './target/staging.ts';
import type { Outcome, Report, Stage } from './types.ts';

const STAGE: Record<Stage, (context: RunContext) => Promise<void>> = {
  snapshot: snapshotStage,
  profile: profileStage,
  plan: planStage,
  schema: schemaStage,
  copy: copyStage,
  constraints: constraintsStage,
  verify: verifyStage,
  cutover: cutoverStage,
};

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
    signal,
    progress: new Progress(store, input.runId),
    control: null,
    snapshot: null,
    catalog: null,
    profiles: null,
    plan: earlier?.artefacts.plan ?? null,
    verifications: new Map(),
    sourceThreads: null,
  };
  const finished = new Set(
    earlier?.state.stages.flatMap(({ name, state }) => (state === 'done' ? [name] : [])),
  );
  const resumed = earlier !== null && earlier.state.startedAt !== null;
  context.progress.emit({ type: 'run-started', kind: input.kind, resumed });
  const todo = stagesOf(input.kind);
  let outcome: Exclude<Outcome, 'rolled-back'> = 'succeeded';
  let error: ErrorInfo | null = null;
  try {
    if (input.target) await withClient(input.target, 'check', (client) => requireServer(client));
    const gone = new Set<Stage>();
    const patience = {
      target: input.target,
      signal,
      patienceMs: input.patienceMs,
      onWaiting: (reason: string | null) => context.progress.emit({ type: 'waiting', reason }),
    };
    await patiently(patience, () => runStages(context, todo, finished, gone));
    if (input.kind === 'dry') await removeStaging(context);
  } catch (failure) {
    if (signal.reason instanceof Shutdown) throw signal.reason;
    if (failure instanceof StoreUnavailable) throw failure;
    outcome = signal.aborted ? 'cancelled' : 'failed';
    // An interrupted run may have begun to stage before anybody noted it.
    const staged = context.control !== null || (resumed && todo.includes('schema'));
    error = await cleanedUp(context, outcome === 'failed' ? failure : null, staged);
  } finally {
    await context.sourceThreads?.close();
    await context.control?.end().catch(() => {});
  }
  // The rows themselves stand in the target; nobody reads this list any more.
  if (context.snapshot) removeQuarantineList(context.snapshot.path);
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

/** These leave what they made in memory; the others leave it in the target, where it has to be found again. */
const HELD: Stage[] = ['snapshot', 'profile', 'plan'];

/** Called again after the connection was lost: `gone` are the stages that this process has been through. */
async function runStages(
  context: RunContext,
  stages: Stage[],
  finished: Set<Stage>,
  gone: Set<Stage>,
): Promise<void> {
  let isPublic = false;
  for (const stage of stages) {
    if (gone.has(stage) && HELD.includes(stage)) continue;
    context.signal.throwIfAborted();
    if (stage === 'schema') {
      await takeTarget(context);
      isPublic =
        (await alreadyCutOver(need(context.control, 'the connection'), context.input.runId)) !== null;
    }
    // The staging schema went with the cutover: making it again would load everything a second time, for nobody.
    if (isPublic && stage !== 'cutover') continue;
    await runStage(context, stage, finished.has(stage));
    finished.add(stage);
    gone.add(stage);
  }
}

/** A stage that was finished before an interruption is gone through again for what it leaves, but told only once. */
async function runStage(context: RunContext, stage: Stage, finished: boolean): Promise<void> {
  context.signal.throwIfAborted();
  const started = performance.now();
  if (!finished) context.progress.emit({ type: 'stage-started', stage });
  await STAGE[stage](context);
  // What is public stays public: a cancel that comes after it must not be told as a run that changed nothing.
  if (stage !== 'cutover') context.signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1000;
  if (!finished) context.progress.emit({ type: 'stage-done', stage, seconds });
  await context.progress.flush();
}

/** From here on the target is written to: one run at a time, the others wait and say so. */
async function takeTarget(context: RunContext): Promise<void> {
  const { input, progress, signal } = context;
  if (!input.target) throw new Error('a run that loads has a target');
  await context.control?.end().catch(() => {});
  context.control = await connect(input.target, `run ${input.runId}`);
  await endEarlierSessions(context.control, `run ${input.runId}`, signal);
  let waiting = false;
  while (!(await tryTargetLock(context.control, input.options.schema))) {
    if (!waiting) progress.emit({ type: 'waiting', reason: 'another run works on this target' });
    waiting = true;
    await delay(1000, undefined, { signal });
  }
  if (waiting) progress.emit({ type: 'waiting', reason: null });
}

/** Removes what the run left in the target. The first failure is what is told; one of the removal is added to it. */
async function cleanedUp(context: RunContext, failure: unknown, staged: boolean): Promise<ErrorInfo | null> {
  try {
    await context.sourceThreads?.close();
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
