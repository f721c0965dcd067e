/** Cutting a table into ranges of rowids, so that several threads can look at one table. */
import { sumOf } from './ask.ts';
import type { CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';

/** The rows whose rowid is behind `after`, up to `last`; null: from the start, to the end. */
export interface Piece {
  after: bigint | null;
  last: bigint | null;
  rows: number;
}

const PIECE_ROWS = 100_000;
/** A thread holds the texts of a piece at once, twice over. */
const PIECE_BYTES = 8 << 20;
const LOOKED_AT = 200;

/**
 * A table without a rowid cannot be cut, and neither can a virtual one: it may have to be read whole to find a range.
 */
export function piecesOf(db: SqliteHandle, table: CatalogTable, size = rowsOfPiece(db, table)): Piece[] {
  const name = quoteSqlite(table.name);
  const rows = Number(db.prepare(`SELECT count(*) FROM ${name}`).pluck().get());
  if (rows <= size || table.rowid === null || table.kind !== 'table') {
    return [{ after: null, last: null, rows }];
  }
  const key = quoteSqlite(table.rowid);
  const next = db
    .prepare(`SELECT ${key} FROM ${name} WHERE ${key} > @after ORDER BY ${key} LIMIT 1 OFFSET @skip`)
    .pluck();
  const pieces: Piece[] = [];
  let after = db
    .prepare(`SELECT ${key} FROM ${name} ORDER BY ${key} LIMIT 1 OFFSET ?`)
    .pluck()
    .get(size - 1);
  pieces.push({ after: null, last: after as bigint, rows: size });
  for (let left = rows - size; left > 0; left -= size) {
    const last = left > size ? (next.get({ after, skip: size - 1 }) as bigint) : null;
    pieces.push({ after: after as bigint, last, rows: Math.min(left, size) });
    after = last;
  }
  return pieces;
}

/** By what the first rows are like; the bytes of any value can be had without reading it. */
function rowsOfPiece(db: SqliteHandle, table: CatalogTable): number {
  const stored = table.columns.filter(({ generated }) => generated === 'no');
  if (table.kind !== 'table' || stored.length === 0) return PIECE_ROWS;
  const bytes = stored.map(({ name }) => `coalesce(octet_length(${quoteSqlite(name)}), 0)`);
  const average = db
    .prepare(
      `SELECT avg(bytes) FROM (SELECT ${sumOf(bytes)} AS bytes FROM ${quoteSqlite(table.name)} LIMIT ${LOOKED_AT})`,
    )
    .pluck()
    .get() as number | null;
  return Math.round(Math.min(PIECE_ROWS, Math.max(1000, PIECE_BYTES / Math.max(1, average ?? 1))));
}

/** `FROM … WHERE …` for the rows of a piece. */
export function fromPiece(
  table: Pick<CatalogTable, 'name' | 'rowid'>,
  piece: Piece,
  ...more: string[]
): string {
  const key = quoteSqlite(table.rowid ?? 'rowid');
  const conditions = [
    ...(piece.after === null ? [] : [`${key} > ${piece.after}`]),
    ...(piece.last === null ? [] : [`${key} <= ${piece.last}`]),
    ...more,
  ];
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `FROM ${quoteSqlite(table.name)}${where}`;
}
