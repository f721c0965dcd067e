/**
 * How many values of one column would not fit, with the first of them: counted on a snapshot before anything is
 * planned, piece by piece, so that it can end early.
 */
import type { Overrides } from '../overrides.ts';
import { type TriedColumn, triedColumn } from '../plan/trial.ts';
import type { ColumnPlan } from '../types.ts';
import type { CatalogColumn, CatalogTable } from './catalog.ts';
import { checkCondition } from './condition.ts';
import { misfitCondition } from './fits.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, piecesOf } from './pieces.ts';
import { shortened } from './quarantine.ts';
import { throwIfStopping } from './stopping.ts';
import type { TableProfile } from './table-profile.ts';

export interface TrialTask {
  table: string;
  column: string;
  overrides: Overrides;
  /** As it was planned for a table that stands in the target. */
  matched: ColumnPlan | null;
  /** Date.now() when it has to end, done or not. */
  until: number;
}

export interface Misfit {
  /** `column=value, …`, or `rowid=…`. */
  key: string;
  value: string;
}

export interface Trial {
  tried: TriedColumn;
  /** Values that do not fit, in the rows looked at. */
  count: number;
  /** Rows of the table, and how many of them were looked at. */
  rows: number;
  looked: number;
  /** The first few, at most five. */
  samples: Misfit[];
}

const SAMPLES = 5;

/** Null where the snapshot has no such column. */
export function tryColumn(
  db: SqliteHandle,
  catalog: CatalogTable[],
  profiles: Record<string, TableProfile>,
  task: TrialTask,
): Trial | null {
  const table = catalog.find(({ name }) => name === task.table);
  const column = table?.columns.find(({ name }) => name === task.column);
  const profile = profiles[task.table]?.columns[task.column];
  if (!table || !column || !profile) return null;
  const where = task.overrides.tables?.[task.table]?.where ?? null;
  checkCondition(db, table.name, where);
  const tried = triedColumn(task.overrides, table, column, profile, task.matched);
  const { rows = 0 } = profiles[task.table] ?? {};
  if (tried.policy === null) return { tried, count: 0, rows, looked: rows, samples: [] };
  return { tried, rows, ...countMisfits(db, table, tried, column, where, task.until) };
}

function countMisfits(
  db: SqliteHandle,
  table: CatalogTable,
  tried: TriedColumn,
  column: CatalogColumn,
  where: string | null,
  until: number,
): Pick<Trial, 'count' | 'looked' | 'samples'> {
  const c = quoteSqlite(column.name);
  const conditions = [misfitCondition(tried, c), ...(where === null ? [] : [`(${where}\n)`])];
  const found = { count: 0, looked: 0, samples: [] as Misfit[] };
  // Pieces of a size by this column alone: the others are not read.
  for (const piece of piecesOf(db, { ...table, columns: [column] })) {
    throwIfStopping();
    if (Date.now() >= until) break;
    const from = fromPiece(table, piece, ...conditions);
    const count = Number(db.prepare(`SELECT count(*) ${from}`).pluck().get());
    const wanted = Math.min(count, SAMPLES - found.samples.length);
    if (wanted > 0) {
      const query = db.prepare(`SELECT ${keyOf(table)}, ${shortened(c)} ${from} LIMIT ${wanted}`).raw();
      for (const [key, value] of query.all() as unknown[][]) {
        found.samples.push({ key: String(key).toWellFormed(), value: String(value ?? '').toWellFormed() });
      }
    }
    found.count += count;
    found.looked += piece.rows;
  }
  return found;
}

/** As rows in quarantine are named. */
function keyOf(table: CatalogTable): string {
  const key = table.columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const parts =
    key.length > 0
      ? key.map(({ name }) => `${text(`${name}=`)} || coalesce(${shortened(quoteSqlite(name))}, 'NULL')`)
      : [`'rowid=' || ${quoteSqlite(table.rowid ?? 'rowid')}`];
  return parts.join(` || ', ' || `);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
