/** The end of the way back: a look at what would be dropped, then dropping it. Workers do both; nobody else ever. */
import type { z } from 'zod';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import type { FinaliseInput } from './inputs.ts';
import { queueProbe } from './probes.ts';
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
  const { name } = run.migration.target;
  if (input.confirmation.trim() !== name.trim()) throw failure('PNL-CONFIRMATION', { name });
  const { count } = await db.run.updateMany({
    where: { id: run.id, pending: null, status: run.status },
    data: { pending: 'finalise', finaliseRequestedAt: new Date(), finalisedById: user.id },
  });
  if (count === 0) throw failure('PNL-NO-FINALISE', { why: 'run-active' });
  await wake(() => panel().jobs.send('rollback', run.id));
  return { id: run.id };
}

async function finalisableRun(db: PrismaClient, id: string) {
  const run = await db.run.findUnique({
    where: { id },
    select: {
      id: true,
      migrationId: true,
      kind: true,
      status: true,
      pending: true,
      cutOverAt: true,
      finalisedAt: true,
      migration: { select: { target: { select: { name: true, removedAt: true } } } },
    },
  });
  if (!run) throw failure('PNL-NOT-FOUND');
  const why = finaliseDenial(run);
  if (why) throw failure('PNL-NO-FINALISE', { why });
  return run;
}
