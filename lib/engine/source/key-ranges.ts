/** Cutting a table WITHOUT ROWID into ranges of its key, written as row values in SQL: they go through threads as text. */
import type { TablePlan } from '../types.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';

export interface KeyRange {
  /** `(k1, k2)` behind which the range begins, and up to which it goes; null: from the start, to the end. */
  after: string | null;
  last: string | null;
}

/** SQLite's own collations: one of an application cannot be compared with here. */
const COLLATIONS = new Set(['BINARY', 'NOCASE', 'RTRIM']);

/** Ranges of `rows` rows each in the order of the key; one range where the key cannot be cut. */
export function keyRanges(db: SqliteHandle, table: TablePlan, rows: number): KeyRange[] {
  const ranges: KeyRange[] = [];
  let after: string | null = null;
  while (table.rows > rows && isCuttable(db, table)) {
    const last = keyBehind(db, table, after, rows - 1);
    if (last === null) break;
    ranges.push({ after, last });
    after = last;
  }
  return [...ranges, { after, last: null }];
}

/** Conditions for the rows of a range. */
export function keyConditions({ sourceKey }: Pick<TablePlan, 'sourceKey'>, range: KeyRange): string[] {
  const key = `(${sourceKey.map(quoteSqlite).join(', ')})`;
  return [
    ...(range.after === null ? [] : [`${key} > ${range.after}`]),
    ...(range.last === null ? [] : [`${key} <= ${range.last}`]),
  ];
}

/** Only such a table is kept in the order of its key, and has no NULL in it. */
function isCuttable(db: SqliteHandle, { source, sourceKey }: TablePlan): boolean {
  const kept = db.prepare(`SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'`).pluck().get(source);
  const parts = db
    .prepare<[string], { name: string | null; desc: bigint; coll: string }>(
      `SELECT x.name, x."desc", x.coll FROM pragma_index_list(?) AS l, pragma_index_xinfo(l.name) AS x
       WHERE l.origin = 'pk' AND x.key = 1 ORDER BY x.seqno`,
    )
    .all(source);
  return (
    kept === 1n &&
    parts.length === sourceKey.length &&
    parts.every(({ name, desc, coll }, at) => name === sourceKey[at] && desc === 0n && COLLATIONS.has(coll))
  );
}

/** The key of the row that `skip` rows are passed over for; null where there are not as many, or it cannot be written. */
function keyBehind(db: SqliteHandle, table: TablePlan, after: string | null, skip: number): string | null {
  const columns = table.sourceKey.map(quoteSqlite);
  const where = keyConditions(table, { after, last: null }).map((condition) => `WHERE ${condition}`);
  const row = db
    .prepare(
      `SELECT ${columns.map(literal).join(', ')} FROM ${quoteSqlite(table.source)} ${where.join('')}
       ORDER BY ${columns.join(', ')} LIMIT 1 OFFSET ?`,
    )
    .raw()
    .get(skip) as (string | null)[] | undefined;
  return row?.every((part) => part !== null) ? `(${row.join(', ')})` : null;
}

/** A value as a literal, texts by their bytes; NULL for reals, whose digits would have to be trusted. */
function literal(c: string): string {
  return `CASE typeof(${c}) WHEN 'integer' THEN CAST(${c} AS TEXT)
    WHEN 'text' THEN 'CAST(x''' || hex(CAST(${c} AS BLOB)) || ''' AS TEXT)'
    WHEN 'blob' THEN 'x''' || hex(${c}) || '''' END`;
}
