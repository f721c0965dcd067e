/** Cutting a table into ranges of rowids, so that several threads can look at one table. */
import type { CatalogTable } from './catalog.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';

/** The rows whose rowid is behind `after`, up to `last`; null: from the start, to the end. */
export interface Piece {
  after: bigint | null;
  last: bigint | null;
  rows: number;
}

const PIECE_ROWS = 100_000;

/**
 * A table without a rowid cannot be cut, and neither can a virtual one: it may have to be read whole to find a range.
 */
export function piecesOf(db: SqliteHandle, table: CatalogTable, size: number = PIECE_ROWS): Piece[] {
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
