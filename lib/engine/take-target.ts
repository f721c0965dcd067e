import { setTimeout as delay } from 'node:timers/promises';
import type { RunContext } from './run-context.ts';
import { affordableJobs } from './target/budget.ts';
import { connect, type PgClient, withClient } from './target/connect.ts';
import { backendPid, tryRunLock } from './target/liveness.ts';
import { endEarlierSessions, tryTargetLock } from './target/locks.ts';
import { requireServer } from './target/requirements.ts';

/** Whether the target's server will do, and how much of it the run may take. */
export async function lookAtServer(context: RunContext): Promise<void> {
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

/** From here on the target is written to: one run at a time, the others wait and say so. */
export async function takeTarget(context: RunContext): Promise<void> {
  const { input, progress, signal } = context;
  if (!input.target) throw new Error('a run that loads has a target');
  await context.control?.end().catch(() => {});
  context.control = await connect(input.target, `run ${input.runId}`);
  await endEarlierSessions(context.control, `run ${input.runId}`, signal);
  let waiting = false;
  // The target against other runs, the run against whoever would carry on or clear away the same one.
  const taken = async (control: PgClient) =>
    (await tryTargetLock(control, input.options.schema)) && (await tryRunLock(control, input.runId));
  while (!(await taken(context.control))) {
    if (!waiting) progress.emit({ type: 'waiting', reason: { kind: 'other-run' } });
    waiting = true;
    await delay(1000, undefined, { signal });
  }
  if (waiting) progress.emit({ type: 'waiting', reason: null });
  context.controlPid = await backendPid(context.control);
}
