/** Which rows of a table a plan takes along. The others are left out by a condition, or stand in quarantine. */
import type { TablePlan } from '../types.ts';
import { quoteSqlite } from './open.ts';

/** The schema under which the file of quarantined rows is attached to a snapshot's handle. */
export const QUARANTINE = 'howdah_quarantine';

export type Taken = Pick<TablePlan, 'source' | 'rowid' | 'sourceKey' | 'where' | 'quarantined'>;

/** The list of a table's quarantined rows: columns k0, k1 … that name the row, `column`, `reason`. */
export function quarantineList(source: string): string {
  return `${QUARANTINE}.${quoteSqlite(`q_${source}`)}`;
}

/** What names a row: the rowid, or the primary key of a table without one. */
export function rowName(table: Taken): string[] {
  return table.rowid === null ? table.sourceKey : [table.rowid];
}

/** The conditions, all of which a row that is taken along fulfils; to stand in a query FROM the table itself. */
export function takenConditions(table: Taken): string[] {
  const conditions = table.where === null ? [] : [`(${table.where}\n)`];
  if (table.quarantined === 0) return conditions;
  const list = quarantineList(table.source);
  if (table.rowid !== null) {
    return [...conditions, `${quoteSqlite(table.rowid)} NOT IN (SELECT k0 FROM ${list})`];
  }
  const own = quoteSqlite(table.source);
  const same = table.sourceKey.map((column, at) => `q.k${at} IS ${own}.${quoteSqlite(column)}`);
  return [...conditions, `NOT EXISTS (SELECT 1 FROM ${list} AS q WHERE ${same.join(' AND ')})`];
}

/** `WHERE …` for all of them, or nothing. */
export function takenWhere(table: Taken, ...more: string[]): string {
  const conditions = [...takenConditions(table), ...more];
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}
