/** One page of the history, newest first; the cursor is `<queuedAt>-<id>` of the last row shown. */
import type { PrismaClient } from '../store/database.ts';
import type { RunFilter, RunPage } from './dto/run.ts';
import { RUN_SELECT, runRow } from './rows.ts';
import { runWhere } from './run-filter.ts';

export const PAGE = 50;

export async function runFilterPage(db: PrismaClient, filter: RunFilter, size = PAGE): Promise<RunPage> {
  const runs = await db.run.findMany({
    where: { AND: [runWhere(filter), afterCursor(filter.cursor)] },
    orderBy: [{ queuedAt: 'desc' }, { id: 'desc' }],
    take: size + 1,
    ...RUN_SELECT,
  });
  const page = runs.slice(0, size).map(runRow);
  const last = page.at(-1);
  return { runs: page, next: runs.length > size && last ? `${last.queuedAt}-${last.id}` : null };
}

function afterCursor(cursor: string | undefined) {
  const match = /^(\d{1,15})-([a-z0-9]{1,64})$/.exec(cursor ?? '');
  if (!match) return {};
  const queuedAt = new Date(Number(match[1]));
  return { OR: [{ queuedAt: { lt: queuedAt } }, { queuedAt, id: { lt: match[2] } }] };
}
