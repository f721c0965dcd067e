/**
 * How many values of one column would not fit, with the first of them: counted on a snapshot before anything is
 * planned, piece by piece, so that it can end early.
 */
import type { Overrides } from '../overrides.ts';
import { type TriedColumn, triedColumn } from '../plan/trial.ts';
import type { ColumnPlan } from '../types.ts';
import type { CatalogTable } from './catalog.ts';
import { checkCondition } from './condition.ts';
import { misfitCondition } from './fits.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { fromPiece, type Piece, piecesOf } from './pieces.ts';
import { mergeProfiles } from './profile-merge.ts';
import { profilePiece } from './profile-piece.ts';
import { shortened } from './quarantine.ts';
import { throwIfStopping } from './stopping.ts';
import type { ColumnProfile } from './table-profile.ts';

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
  /** Null where time ran out before it was known what the column would be. */
  tried: TriedColumn | null;
  /** Values that do not fit, in the rows looked at. */
  count: number;
  /** Rows of the table, and how many of them were looked at. */
  rows: number;
  looked: number;
  /** The first few, at most five. */
  samples: Misfit[];
}

const SAMPLES = 5;

export function tryColumn(db: SqliteHandle, catalog: CatalogTable[], task: TrialTask): Trial | null {
  const whole = catalog.find(({ name }) => name === task.table);
  const column = whole?.columns.find(({ name }) => name === task.column);
  if (!whole || !column) return null;
  const where = task.overrides.tables?.[task.table]?.where ?? null;
  checkCondition(db, whole.name, where);
  // Alone, without what is counted of keys and CHECKs; a generated column is explained by the table's text.
  const table = {
    ...whole,
    columns: [column],
    foreignKeys: [],
    sql: column.generated === 'no' ? '' : whole.sql,
  };
  const pieces = piecesOf(db, table);
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  const late = () => {
    throwIfStopping();
    return Date.now() >= task.until;
  };
  const profile = profileOf(db, table, pieces, late);
  if (!profile) return { tried: null, count: 0, rows, looked: 0, samples: [] };
  const tried = triedColumn(task.overrides, whole, column, profile, task.matched);
  if (tried.policy === null) return { tried, count: 0, rows, looked: rows, samples: [] };
  return { tried, rows, ...countMisfits(db, { table: whole, pieces, late }, tried, column.name, where) };
}

function profileOf(
  db: SqliteHandle,
  table: CatalogTable,
  pieces: Piece[],
  late: () => boolean,
): ColumnProfile | null {
  const parts = [];
  for (const piece of pieces) {
    if (parts.length > 0 && late()) return null;
    parts.push(profilePiece(db, table, piece));
  }
  const [name = ''] = table.columns.map((column) => column.name);
  return mergeProfiles(parts).columns[name] ?? null;
}

function countMisfits(
  db: SqliteHandle,
  { table, pieces, late }: { table: CatalogTable; pieces: Piece[]; late: () => boolean },
  tried: TriedColumn,
  column: string,
  where: string | null,
): Pick<Trial, 'count' | 'looked' | 'samples'> {
  const c = quoteSqlite(column);
  const conditions = [misfitCondition(tried, c), ...(where === null ? [] : [`(${where}\n)`])];
  const found = { count: 0, looked: 0, samples: [] as Misfit[] };
  for (const piece of pieces) {
    if (found.looked > 0 && late()) break;
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
