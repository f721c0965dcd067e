/** The end of the way back: a look at what would be dropped, then dropping it. Workers do both; nobody else ever. */
import type { z } from 'zod';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import type { FinaliseInput } from './inputs.ts';
import { queueProbe } from './probes.ts';
import { assertTargetNamed, runFacts } from './run-facts.ts';
import { finaliseDenial } from './run-permissions.ts';
import { wake } from './wake.ts';

export async function prepareFinalise(id: string): Promise<{ id: string; probeId: string }> {
  const { db, user } = await authorise('run.finalise');
  await finalisableRun(db, id);
  return { id, probeId: await queueProbe(db, 'finalise_preview', { runId: id }, user.id) };
}

/** Queued once. Throws PNL-NO-FINALISE or PNL-CONFIRMATION. */
export async function finaliseRun(input: z.output<typeof FinaliseInput>): Promise<{ id: string }> {
  const { db, user } = await authorise('run.finalise');
  const run = await finalisableRun(db, input.id);
  assertTargetNamed(run, input.confirmation);
  const { count } = await db.run.updateMany({
    where: { id: run.id, pending: null, status: run.status },
    data: { pending: 'finalise', finaliseRequestedAt: new Date(), finalisedById: user.id },
  });
  if (count === 0) throw failure('PNL-NO-FINALISE', { why: 'run-active' });
  await wake(() => panel().jobs.send('rollback', run.id));
  return { id: run.id };
}

async function finalisableRun(db: PrismaClient, id: string) {
  const run = await runFacts(db, id);
  const why = finaliseDenial(run);
  if (why) throw failure('PNL-NO-FINALISE', { why });
  return run;
}
