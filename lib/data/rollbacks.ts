/** The way back: a look at what it would do, then doing it. Workers do both. */
import type { z } from 'zod';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import type { RollbackInput } from './inputs.ts';
import { queueProbe } from './probes.ts';
import { assertTargetNamed, runFacts } from './run-facts.ts';
import { rollbackDenial } from './run-permissions.ts';
import { wake } from './wake.ts';

export async function prepareRollback(id: string): Promise<{ id: string; probeId: string }> {
  const { db, user } = await authorise('run.rollback');
  await revertibleRun(db, id);
  return { id, probeId: await queueProbe(db, 'rollback_preview', { runId: id }, user.id) };
}

/** Queued once: who asks second finds it running. Throws PNL-NO-ROLLBACK or PNL-CONFIRMATION. */
export async function rollbackRun(input: z.output<typeof RollbackInput>): Promise<{ id: string }> {
  const { db, user } = await authorise('run.rollback');
  const run = await revertibleRun(db, input.id);
  assertTargetNamed(run, input.confirmation);
  const { count } = await db.run.updateMany({
    where: { id: run.id, pending: null, status: run.status },
    data: {
      pending: 'rollback',
      rollbackRequestedAt: new Date(),
      rolledBackById: user.id,
      rollbackReason: input.reason,
    },
  });
  if (count === 0) throw failure('PNL-NO-ROLLBACK', { why: 'run-active' });
  await wake(() => panel().jobs.send('rollback', run.id));
  return { id: run.id };
}

async function revertibleRun(db: PrismaClient, id: string) {
  const run = await runFacts(db, id);
  const why = await rollbackDenial(db, run);
  if (why) throw failure('PNL-NO-ROLLBACK', { why });
  return run;
}
