/** A run's rows in quarantine. They are read where they are kept, in the target: the panel has no copy of them. */
import { may } from '../auth/permissions.ts';
import { countQuarantined, type KeptRow, listQuarantined, type TargetConfig } from '../engine/index.ts';
import { panel } from '../panel.ts';
import { openTarget } from '../store/target-config.ts';
import { authorise } from './access.ts';
import type { QuarantinePage, QuarantineRow } from './dto/quarantine.ts';
import { failure } from './failures.ts';
import { hideQuarantined } from './hide-values.ts';

export const QUARANTINE_PAGE = 50;
const CHUNK = 500;

export async function getQuarantine(
  runId: string,
  { table, offset }: { table: string | null; offset: number },
): Promise<QuarantinePage> {
  const { target, shown } = await quarantineOf(runId);
  const [tables, rows] = await Promise.all([
    countQuarantined(runId, target),
    listQuarantined(runId, target, { table: table ?? undefined, offset, limit: QUARANTINE_PAGE }),
  ]);
  const asked = tables.filter((one) => table === null || one.table === table);
  return { tables, rows: rows.map(shown), total: asked.reduce((sum, one) => sum + one.rows, 0) };
}

/** All of them, a piece at a time, so that memory stays bounded however many there are. */
export async function readAllQuarantined(runId: string): Promise<AsyncIterable<QuarantineRow[]>> {
  const { target, shown } = await quarantineOf(runId);
  return pieces(runId, target, shown);
}

async function* pieces(
  runId: string,
  target: TargetConfig,
  shown: (row: KeptRow) => QuarantineRow,
): AsyncGenerator<QuarantineRow[]> {
  for (let offset = 0; ; offset += CHUNK) {
    const rows = await listQuarantined(runId, target, { offset, limit: CHUNK });
    if (rows.length > 0) yield rows.map(shown);
    if (rows.length < CHUNK) return;
  }
}

async function quarantineOf(runId: string) {
  const { db, user } = await authorise('quarantine.read');
  const run = await db.run.findUnique({
    where: { id: runId },
    select: { cutOverAt: true, migration: { select: { target: true } } },
  });
  if (!run?.cutOverAt || run.migration.target.removedAt) throw failure('PNL-NOT-FOUND');
  const open = may(user.role, 'run.values');
  return {
    target: openTarget(panel().secrets, run.migration.target),
    shown: (row: KeptRow) => (open ? rowOf(row) : hideQuarantined(rowOf(row))),
  };
}

function rowOf({ table, number, key, column, reason, row, putInAt }: KeptRow): QuarantineRow {
  return { table, number, key, column, reason, row, putInAt: putInAt?.getTime() ?? null };
}
