/** The stage loop: start, go on after an interruption, cancel, and always a report at the end. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { placeOf, takeClaim } from './claim.ts';
import type { ErrorInfo } from './errors.ts';
import { initialRunState, stagesOf } from './events.ts';
import { Gates } from './gates.ts';
import { cleanedUp, leaveForLater, removeStaging } from './leaving.ts';
import { isMendable } from './mendable.ts';
import { Progress } from './progress.ts';
import { patiently } from './reconnect.ts';
import { buildReport } from './report.ts';
import { closeWorkers, type RunContext, type RunInput } from './run-context.ts';
import { removeQuarantineList } from './source/quarantine.ts';
import { runSteps, Told } from './steps.ts';
import { HeldUp, Shutdown } from './stop-reasons.ts';
import { type RunStore, reliable, StoreUnavailable } from './store.ts';
import { lookAtServer } from './take-target.ts';
import type { Outcome, Report } from './types.ts';
import type { WaitingReason } from './waiting.ts';

/** Ten lower-case letters and digits, the first a letter: part of schema names. */
export function newRunId(): string {
  const letters = 'abcdefghjkmnpqrstvwxyz23456789';
  const bytes = [...randomBytes(10)];
  return bytes.map((byte, at) => letters[byte % (at === 0 ? 22 : 30)]).join('');
}

/**
 * Executes a run from the start, or from where the store says it was interrupted.
 * Expected failures end in the report. Throws only the abort reason Shutdown, StoreUnavailable, or HeldUp where the
 * input asks for it: then the run is not over, everything it has is left in place, and calling this again goes on.
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
    controlPid: null,
    resumed: earlier !== null && earlier.state.startedAt !== null,
    snapshotPath: join(input.workDir, `${input.runId}.sqlite`),
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
  context.progress.emit({ type: 'run-started', kind: input.kind, resumed: context.resumed });
  let outcome: Exclude<Outcome, 'rolled-back'> = 'succeeded';
  let error: ErrorInfo | null = null;
  try {
    await lookAtServer(context);
    const patience = {
      target: input.target,
      signal,
      patienceMs: input.patienceMs,
      onWaiting: (reason: WaitingReason | null) => context.progress.emit({ type: 'waiting', reason }),
    };
    await patiently(patience, () => runSteps(context, told));
    if (input.kind === 'dry') await removeStaging(context);
  } catch (failure) {
    if (signal.reason instanceof Shutdown || failure instanceof StoreUnavailable) {
      await leaveForLater(context);
      throw signal.reason instanceof Shutdown ? signal.reason : failure;
    }
    // Before the target was taken there is nothing to go on from.
    const loads = stagesOf(input.kind).includes('schema') && (context.control || context.resumed);
    if (!signal.aborted && input.holds && loads && isMendable(failure)) {
      await leaveForLater(context);
      throw new HeldUp(failure);
    }
    outcome = signal.aborted ? 'cancelled' : 'failed';
    error = await cleanedUp(context, outcome === 'failed' ? failure : null);
  } finally {
    await closeWorkers(context);
    await context.control?.end().catch(() => {});
  }
  // The rows themselves stand in the target; nobody reads this list any more.
  removeQuarantineList(context.snapshotPath);
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
