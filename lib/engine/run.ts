/** The stage loop: start, go on after an interruption, cancel, and always a report at the end. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorInfo, errorInfo, MigrationError } from './errors.ts';
import { initialRunState, stagesOf } from './events.ts';
import { GATE, Gates } from './gates.ts';
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
import type { RunStore } from './store.ts';
import { affordableJobs } from './target/budget.ts';
import { connect, withClient } from './target/connect.ts';
import { tryTargetLock } from './target/locks.ts';
import { requireServer } from './target/requirements.ts';
import { dropStaging } from './target/staging.ts';
import type { Outcome, Report, RunKind, Stage } from './types.ts';

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
  const { store, signal } = deps;
  const earlier = await store.load(input.runId);
  const failure = new AbortController();
  const stopped = AbortSignal.any([signal, failure.signal]);
  const context: RunContext = {
    input,
    store,
    signal: stopped,
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
    gates: new Gates(stopped),
  };
  const finished = new Set(
    earlier?.state.stages.flatMap(({ name, state }) => (state === 'done' ? [name] : [])),
  );
  const resumed = earlier !== null && earlier.state.startedAt !== null;
  context.progress.emit({ type: 'run-started', kind: input.kind, resumed });
  let outcome: Exclude<Outcome, 'rolled-back'> = 'succeeded';
  let error: ErrorInfo | null = null;
  try {
    await lookAtServer(context);
    const clock = new StageClock();
    for (const stages of stepsOf(input.kind)) {
      const together = stages.map((stage) => runStage(context, stage, finished.has(stage), clock));
      await allOf(together, failure);
    }
    if (input.kind === 'dry') await removeStaging(context);
  } catch (cause) {
    if (signal.reason instanceof Shutdown) throw signal.reason;
    if (cause instanceof StoreUnavailable) throw cause;
    outcome = signal.aborted ? 'cancelled' : 'failed';
    error = await cleanedUp(context, outcome === 'failed' ? cause : null);
  } finally {
    await context.sourceThreads?.close();
    await context.connections?.close();
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

/** Whether the target's server will do, and how much of it the run may take. */
async function lookAtServer(context: RunContext): Promise<void> {
  const { input, progress } = context;
  if (!input.target) return;
  const budget = await withClient(input.target, 'check', async (client) => {
    await requireServer(client);
    return affordableJobs(client, input.jobs);
  });
  context.jobs = budget.jobs;
  if (input.kind === 'plan') return;
  const { jobs, connections: most, free } = budget;
  progress.emit({ type: 'connections', most, free, jobs, wanted: input.jobs });
}

/** Stages that go on beside each other, each once what it begins with is there. */
const BESIDE: Stage[][] = [
  ['snapshot', 'profile'],
  ['copy', 'constraints', 'verify'],
];
const BEGINS: Partial<Record<Stage, string>> = {
  profile: GATE.snapshot,
  constraints: GATE.rows,
  verify: GATE.rows,
};

function stepsOf(kind: RunKind): Stage[][] {
  const steps: Stage[][] = [];
  for (const stage of stagesOf(kind)) {
    const last = steps.at(-1);
    if (last && BESIDE.some((group) => [...last, stage].every((one) => group.includes(one))))
      last.push(stage);
    else steps.push([stage]);
  }
  return steps;
}

/** When one fails the others are stopped, and its failure is what is told. */
async function allOf(stages: Promise<void>[], failure: AbortController): Promise<void> {
  await Promise.allSettled(
    stages.map((stage) =>
      stage.catch((error) => {
        if (!failure.signal.aborted) failure.abort(error);
      }),
    ),
  );
  failure.signal.throwIfAborted();
}

/** Stages may overlap: the seconds of each are those that it added to the run, so that their sum is the whole. */
class StageClock {
  #last = performance.now();

  lap(): number {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    return seconds;
  }
}

/** A stage that was finished before an interruption is gone through again for what it leaves, but told only once. */
async function runStage(
  context: RunContext,
  stage: Stage,
  finished: boolean,
  clock: StageClock,
): Promise<void> {
  const begins = BEGINS[stage];
  if (begins && !(stage === 'verify' && context.input.kind === 'verify')) await context.gates.passed(begins);
  context.signal.throwIfAborted();
  if (!finished) context.progress.emit({ type: 'stage-started', stage });
  if (stage === 'schema') await takeTarget(context);
  await STAGE[stage](context);
  // What is public stays public: a cancel that comes after it must not be told as a run that changed nothing.
  if (stage !== 'cutover') context.signal.throwIfAborted();
  if (!finished) context.progress.emit({ type: 'stage-done', stage, seconds: clock.lap() });
  await context.progress.flush();
}

/** From here on the target is written to: one run at a time, the others wait and say so. */
async function takeTarget(context: RunContext): Promise<void> {
  const { input, progress, signal } = context;
  if (!input.target) throw new Error('a run that loads has a target');
  context.control = await connect(input.target, `run ${input.runId}`);
  let waiting = false;
  while (!(await tryTargetLock(context.control, input.options.schema))) {
    if (!waiting) progress.emit({ type: 'waiting', reason: 'another run works on this target' });
    waiting = true;
    await delay(1000, undefined, { signal });
  }
  if (waiting) progress.emit({ type: 'waiting', reason: null });
}

/** Removes what the run left in the target. The first failure is what is told; one of the removal is added to it. */
async function cleanedUp(context: RunContext, failure: unknown): Promise<ErrorInfo | null> {
  try {
    await context.sourceThreads?.close();
    await context.connections?.close();
    await removeStaging(context);
  } catch (also) {
    const told = failure ?? also;
    if (told instanceof MigrationError && told !== also) told.alsoFailed.push(errorInfo(also).message);
    return errorInfo(told);
  }
  return failure === null ? null : errorInfo(failure);
}

async function removeStaging(context: RunContext): Promise<void> {
  const { input } = context;
  if (!input.target || context.control === null) return;
  // A connection of its own: the run's may be in a failed state, or be what failed.
  await withClient(input.target, 'clean up', (client) => dropStaging(client, input.runId));
}
