/** Tests of sources and targets: asked for here, done by a worker, read back here. */
import { may } from '../auth/permissions.ts';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import type { ProbeKind } from '../store/generated/client.ts';
import { newId } from '../store/ids.ts';
import { jsonValue } from '../store/json.ts';
import { authorise } from './access.ts';
import type { Probe } from './dto/probe.ts';
import { hideProbe } from './hide-values.ts';
import { PROBE_SELECT, probeRow } from './rows.ts';
import { wake } from './wake.ts';

const READ = {
  source: 'source.read',
  target: 'target.read',
  'rollback-preview': 'run.rollback',
  'put-in': 'quarantine.put-in',
  'finalise-preview': 'run.finalise',
  leftovers: 'target.leftovers',
  clean: 'target.clean',
  trial: 'migration.count',
} as const;

export async function getProbe(id: string): Promise<Probe | null> {
  const { db, user } = await authorise('overview.read');
  const probe = await db.probe.findUnique({ where: { id }, ...PROBE_SELECT });
  if (!probe) return null;
  const row = probeRow(probe);
  if (!may(user.role, READ[row.kind])) return null;
  return may(user.role, 'run.values') ? row : hideProbe(row);
}

/** Queues a probe of one thing. The caller has authorised and checked that it is there. */
export async function queueProbe(
  db: PrismaClient,
  kind: ProbeKind,
  of: { sourceId: string } | { targetId: string } | { runId: string },
  byId: string,
  detail: object = {},
): Promise<string> {
  const id = newId();
  await db.probe.create({ data: { id, kind, byId, detail: jsonValue(detail), ...of } });
  await wake(() => panel().jobs.send('probe', id));
  return id;
}
