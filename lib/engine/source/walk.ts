/** Reading a table in blocks that SQLite puts together itself: fewer, larger values cross into JavaScript. */
import type { CatalogTable } from './catalog.ts';
import { utf8Cast } from './functions.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { throwIfStopping } from './stopping.ts';

type Walkable = Pick<CatalogTable, 'name' | 'rowid'>;

/** A call takes at most 1,000 arguments; longer lists are nested. */
const MAX_ARGUMENTS = 500;

/** `concat_ws` over any number of expressions. NULLs are left out. */
export function concatWs(separator: string, parts: string[]): string {
  if (parts.length <= MAX_ARGUMENTS) return `concat_ws(${separator}, ${parts.join(', ')})`;
  const groups: string[] = [];
  for (let from = 0; from < parts.length; from += MAX_ARGUMENTS) {
    groups.push(concatWs(separator, parts.slice(from, from + MAX_ARGUMENTS)));
  }
  return concatWs(separator, groups);
}

export interface Block {
  rows: number;
  text: Buffer | null;
}

/**
 * Walks a table by rowid from behind `after` up to and including `last` (null: from the start, to the end).
 * Rows that do not fulfil the conditions are passed over. `line` is one text per row; each block holds `rows` of them joined by `separator`, in UTF-8.
 */
export function* walkRowids(
  db: SqliteHandle,
  table: Walkable,
  line: string,
  separator: string,
  range: { after: bigint | null; last: bigint | null; rows: number; conditions?: string[] },
): Generator<Block> {
  const key = quoteSqlite(table.rowid ?? 'rowid');
  const conditions = (range.conditions ?? []).map((condition) => ` AND ${condition}`).join('');
  const read = db
    .prepare(
      `SELECT max(k), count(*), ${utf8Cast(db, `group_concat(line, ${separator})`)} FROM (
         SELECT ${key} AS k, ${line} AS line FROM ${quoteSqlite(table.name)}
         WHERE ${key} >= @from AND ${key} <= @last${conditions} ORDER BY ${key} LIMIT @rows)`,
    )
    .raw();
  const last = range.last ?? MAX_ROWID;
  let from = range.after === null ? MIN_ROWID : range.after + 1n;
  for (;;) {
    throwIfStopping();
    const [lastKey, count, text] = read.get({ from, last, rows: range.rows }) as [
      bigint | null,
      bigint,
      Buffer | null,
    ];
    if (lastKey === null) return;
    yield { rows: Number(count), text };
    if (lastKey >= last) return;
    from = lastKey + 1n;
  }
}

export const MIN_ROWID = -(2n ** 63n);
export const MAX_ROWID = 2n ** 63n - 1n;
