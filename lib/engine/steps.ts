/** The stages of a run in their order, some beside each other, and once more where the target was away. */
import { stagesOf } from './events.ts';
import { GATE, Gates } from './gates.ts';
import { interruptControl } from './leaving.ts';
import { closeWorkers, need, type RunContext } from './run-context.ts';
import { constraintsStage } from './stages/constraints.ts';
import { copyStage } from './stages/copy.ts';
import { cutoverStage } from './stages/cutover.ts';
import { planStage } from './stages/plan.ts';
import { profileStage } from './stages/profile.ts';
import { schemaStage } from './stages/schema.ts';
import { snapshotStage } from './stages/snapshot.ts';
import { verifyStage } from './stages/verify.ts';
import { takeTarget } from './take-target.ts';
import { alreadyCutOver } from './target/journal.ts';
import type { RunKind, Stage } from './types.ts';

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

/** These leave what they made in memory; the others leave it in the target, where it has to be found again. */
const HELD: Stage[] = ['snapshot', 'profile', 'plan'];

/** What is told once, however often a stage is gone through: seconds, and that it was begun and done. */
export class Told {
  /** Stages finished, before an interruption or since. */
  readonly finished: Set<Stage>;
  /** Stages that this process has been through. */
  readonly gone = new Set<Stage>();
  #last = performance.now();

  constructor(finished: Stage[]) {
    this.finished = new Set(finished);
  }

  /** Stages may overlap: the seconds of each are those that it added to the run, so that their sum is the whole. */
  lap(): number {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    return seconds;
  }
}

/** Called again after the connection was lost. */
export async function runSteps(context: RunContext, told: Told): Promise<void> {
  const failure = new AbortController();
  context.signal = AbortSignal.any([context.stop, failure.signal]);
  context.gates = new Gates(context.signal);
  try {
    let isPublic = false;
    for (const step of stepsOf(context.input.kind)) {
      let stages = step.filter((stage) => !(told.gone.has(stage) && HELD.includes(stage)));
      if (stages.includes('schema')) {
        context.signal.throwIfAborted();
        await takeTarget(context);
        const control = need(context.control, 'the connection');
        isPublic = (await alreadyCutOver(control, context.input.runId)) !== null;
      }
      // The staging schema went with the cutover: making it again would load everything a second time, for nobody.
      if (isPublic) stages = stages.filter((stage) => stage === 'cutover');
      await allOf(
        stages.map((stage) => runStage(context, stage, told)),
        failure,
      );
    }
  } catch (error) {
    await closeWorkers(context);
    throw error;
  }
}

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

/** A stage that was finished before is gone through again for what it leaves, but told only once. */
async function runStage(context: RunContext, stage: Stage, told: Told): Promise<void> {
  const begins = BEGINS[stage];
  // A run that only compares copies nothing: the rows are there.
  if (begins && !(begins === GATE.rows && context.input.kind === 'verify'))
    await context.gates.passed(begins);
  context.signal.throwIfAborted();
  const known = told.finished.has(stage);
  if (!known) context.progress.emit({ type: 'stage-started', stage });
  {
    using _ = interruptControl(context, stage);
    await STAGE[stage](context);
  }
  // What is public stays public: a cancel that comes after it must not be told as a run that changed nothing.
  if (stage !== 'cutover') context.signal.throwIfAborted();
  if (!known) context.progress.emit({ type: 'stage-done', stage, seconds: told.lap() });
  await context.progress.flush();
  told.finished.add(stage);
  told.gone.add(stage);
}
