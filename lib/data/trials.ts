/** How many values choices would not fit, before they are planned: asked for here, counted by a worker. */
import type { z } from 'zod';
import { errorInfo, snapshotGone } from '../engine/index.ts';
import { jsonValue } from '../store/json.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import type { CountInput } from './inputs.ts';
import { latestPreview } from './plans.ts';
import { queueProbe } from './probes.ts';

/** The answer is for the page that asked; values of rows do not stay longer than that. */
const ANSWER_MS = 3600_000;

export async function countMisfits({
  id,
  overrides,
  columns,
  replaces,
}: z.output<typeof CountInput>): Promise<{ id: string; probeId: string }> {
  const { db, user } = await authorise('migration.count');
  const migration = await db.migration.findFirst({ where: { id, removedAt: null } });
  if (!migration) throw failure('PNL-NOT-FOUND');
  const preview = await latestPreview(db, migration);
  if (!preview) throw failure('PNL-PLAN-MISSING');
  if (!preview.snapshot) throw snapshotGone();
  await db.probe.deleteMany({
    where: { kind: 'trial', requestedAt: { lt: new Date(Date.now() - ANSWER_MS) } },
  });
  if (replaces) {
    await db.probe.updateMany({
      where: { id: replaces, kind: 'trial', byId: user.id, state: { in: ['queued', 'running'] } },
      data: {
        state: 'failed',
        endedAt: new Date(),
        error: jsonValue(errorInfo(failure('PNL-COUNT-REPLACED'))),
      },
    });
  }
  const detail = { overrides, columns };
  const probeId = await queueProbe(db, 'trial', { runId: preview.runId }, user.id, detail);
  return { id, probeId };
}
