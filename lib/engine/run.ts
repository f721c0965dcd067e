/** The stage loop: start, go on after an interruption, cancel, and always a report at the end. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { placeOf, takeClaim } from './claim.ts';
import type { ErrorInfo } from './errors.ts';
import { initialRunState, stagesOf } from './events.ts';
import { cleanedUp, interruptControl, leaveForLater, removeStaging } from './leaving.ts';
import { Progress, StoreUnavailable } from './progress.ts';
import { buildReport } from './report.ts';
import type { RunContext, RunInput } from './run-context.ts';
import { removeQuarantineList } from './source/quarantine.ts';
import { constraintsStage } from './stages/constraints.ts';
import { copyStage } from './stages/copy.ts';
import { cutoverStage } from './stages/cutover.ts';
import { planStage } from './stages/plan.ts';
import { profileStage } from './stages/profile.ts';
import { schemaStage } from './stages/schema.ts';
import { snapshotStage } from './stages/snapshot.ts';
import { verifyStage } from './stages/verify.ts';
import { Shutdown } from './stop-reasons.ts';
import type { RunStore } from './store.ts';
import { connect, type PgClient, withClient } from './target/connect.ts';
import { backendPid, endSessions, tryRunLock } from './target/liveness.ts';
import { tryTargetLock } from './target/locks.ts';
import { requireServer } from './target/requirements.ts';
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

export { Cancelled, Paused, Shutdown } from './stop-reasons.ts';

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
  const { runId: run, kind, target, resumes = false } = input;
  const claim = takeClaim(input.workDir, { run, kind, place: target && placeOf(target), resumes });
  let ended = false;
  try {
    const report = await carry(input, deps);
    ended = true;
    return report;
  } finally {
    claim?.release(ended);
  }
}

async function carry(input: RunInput, deps: { store: RunStore; signal: AbortSignal }): Promise<Report> {
  const { store, signal } = deps;
  const earlier = await store.load(input.runId);
  const context: RunContext = {
    input,
    store,
    signal,
    progress: new Progress(store, input.runId),
    control: null,
    controlPid: null,
    resumed: earlier !== null && earlier.state.startedAt !== null,
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
  context.progress.emit({ type: 'run-started', kind: input.kind, resumed: context.resumed });
  let outcome: Exclude<Outcome, 'rolled-back'> = 'succeeded';
  let error: ErrorInfo | null = null;
  try {
    if (input.target) await withClient(input.target, 'check', (client) => requireServer(client));
    for (const stage of stagesOf(input.kind)) await runStage(context, stage, finished.has(stage));
    if (input.kind === 'dry') await removeStaging(context);
  } catch (failure) {
    if (signal.reason instanceof Shutdown || failure instanceof StoreUnavailable) {
      await leaveForLater(context);
      throw signal.reason instanceof Shutdown ? signal.reason : failure;
    }
    outcome = signal.aborted ? 'cancelled' : 'failed';
    error = outcome === 'failed' ? await cleanedUp(context, failure) : await cleanedUp(context, null);
  } finally {
    await context.sourceThreads?.close();
    await context.control?.end().catch(() => {});
  }
  // The rows themselves stand in the target; nobody reads this list any more.
  removeQuarantineList(join(input.workDir, `${input.runId}.sqlite`));
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

/** A stage that was finished before an interruption is gone through again for what it leaves, but told only once. */
async function runStage(context: RunContext, stage: Stage, finished: boolean): Promise<void> {
  context.signal.throwIfAborted();
  const started = performance.now();
  if (!finished) context.progress.emit({ type: 'stage-started', stage });
  if (stage === 'schema') await takeTarget(context);
  const interrupts = interruptControl(context, stage);
  try {
    await STAGE[stage](context);
  } finally {
    interrupts[Symbol.dispose]();
  }
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
  context.control = await connect(input.target, `run ${input.runId}`);
  let waiting = false;
  // The target against other runs, the run against whoever would carry on or clear away the same one.
  const taken = async (control: PgClient) =>
    (await tryTargetLock(control, input.options.schema)) && (await tryRunLock(control, input.runId));
  while (!(await taken(context.control))) {
    if (!waiting) progress.emit({ type: 'waiting', reason: 'another run works on this target' });
    waiting = true;
    await delay(1000, undefined, { signal });
  }
  if (waiting) progress.emit({ type: 'waiting', reason: null });
  if (context.resumed) await endSessions(context.control, input.runId);
  context.controlPid = await backendPid(context.control);
}
