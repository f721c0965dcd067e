/**
 * Rows with a cell of many megabytes leave SQLite piece by piece. Put together inside SQLite, as the others are, such a
 * cell would be there many times over at once, and twice as long as itself where it is a blob.
 */
import type { ColumnPlan, TablePlan } from '../types.ts';
import { copyField } from './codecs.ts';
import { isUtf16, utf8Cast } from './functions.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { throwIfStopping } from './stopping.ts';
import { takenConditions } from './taken.ts';
import type { Block } from './walk.ts';

/** A cell of more bytes than this is taken apart. */
export const LARGE_BYTES = 4 << 20;
/** Each piece costs SQLite a pass over the whole cell. */
const PIECE_BYTES = 8 << 20;

const TAB = Buffer.from('\t');
const LINE_FEED = Buffer.from('\n');

/** Whether a table's cells can be taken apart: otherwise its rows are read as all others are. */
export function hasLargeRows(db: SqliteHandle, table: TablePlan): boolean {
  return (
    table.maxRowBytes > LARGE_BYTES &&
    table.rowid !== null &&
    table.columns.some((column) => inPieces(db, column))
  );
}

/** Texts and bytes as they are; a choice that looks into the whole value needs the whole value. */
function inPieces(db: SqliteHandle, { codec, generated, misfits }: ColumnPlan): boolean {
  if (generated !== null || misfits?.policy === 'null') return false;
  return codec === 'bytes' || ((codec === 'text' || codec === 'any-text') && !isUtf16(db));
}

/** A blob, or a text whose bytes are those in which it leaves. */
function isLarge(db: SqliteHandle, column: ColumnPlan): string {
  const c = quoteSqlite(column.source);
  const classes = column.codec === 'bytes' && !isUtf16(db) ? `('blob', 'text')` : bareClass(column);
  return `(typeof(${c}) IN ${classes} AND octet_length(${c}) > ${LARGE_BYTES})`;
}

function bareClass({ codec }: ColumnPlan): string {
  return codec === 'bytes' ? `('blob')` : `('text')`;
}

/** How large a row can be that is read together with others. */
export function largestTogether(db: SqliteHandle, table: TablePlan): number {
  const others = table.columns.filter((column) => !inPieces(db, column) && column.generated === null);
  if (!hasLargeRows(db, table) || !others.every(({ codec }) => SMALL.has(codec))) return table.maxRowBytes;
  return Math.min(table.maxRowBytes, LARGE_BYTES * table.columns.length);
}

/** Of these no value is ever long. */
const SMALL = new Set<ColumnPlan['codec']>(['integer', 'float', 'decimal', 'boolean', 'uuid-bytes']);

/** The rowids of a range whose rows are to be taken apart, in order. */
export function largeRows(
  db: SqliteHandle,
  table: TablePlan,
  range: { after: bigint | null; last: bigint | null },
): bigint[] {
  const key = quoteSqlite(table.rowid ?? 'rowid');
  const large = table.columns.filter((column) => inPieces(db, column)).map((column) => isLarge(db, column));
  const conditions = [
    `(${large.join(' OR ')})`,
    ...(range.after === null ? [] : [`${key} > ${range.after}`]),
    ...(range.last === null ? [] : [`${key} <= ${range.last}`]),
    ...takenConditions(table),
  ];
  return db
    .prepare(
      `SELECT ${key} FROM ${quoteSqlite(table.source)} WHERE ${conditions.join(' AND ')} ORDER BY ${key}`,
    )
    .pluck()
    .all() as bigint[];
}

/** The COPY text of one row. Only its last block counts it. */
export function* extractLargeRow(
  db: SqliteHandle,
  table: TablePlan,
  columns: ColumnPlan[],
  rowid: bigint,
): Generator<Block> {
  const where = `FROM ${quoteSqlite(table.source)} WHERE ${quoteSqlite(table.rowid ?? 'rowid')} = ?`;
  for (const [at, column] of columns.entries()) {
    if (at > 0) yield { rows: 0, text: TAB };
    const c = quoteSqlite(column.source);
    const bytes = inPieces(db, column)
      ? (db
          .prepare(`SELECT CASE WHEN ${isLarge(db, column)} THEN octet_length(${c}) END ${where}`)
          .pluck()
          .get(rowid) as bigint | null)
      : null;
    if (bytes === null) {
      yield {
        rows: 0,
        text: db
          .prepare(`SELECT ${utf8Cast(db, copyField(column))} ${where}`)
          .pluck()
          .get(rowid) as Buffer,
      };
      continue;
    }
    if (column.codec === 'bytes') yield { rows: 0, text: Buffer.from('\\\\x') };
    const piece = db.prepare(`SELECT substr(CAST(${c} AS BLOB), ?, ${PIECE_BYTES}) ${where}`).pluck();
    for (let from = 0; from < Number(bytes); from += PIECE_BYTES) {
      throwIfStopping();
      const raw = piece.get(from + 1, rowid) as Buffer;
      yield { rows: 0, text: column.codec === 'bytes' ? inHex(raw) : escaped(raw) };
    }
  }
  yield { rows: 1, text: LINE_FEED };
}

const HEX_STEP = 64 << 10;

/** In short steps: a text of the whole piece would be there a second time. */
function inHex(raw: Buffer): Buffer {
  const hex = Buffer.allocUnsafe(2 * raw.length);
  for (let at = 0; at < raw.length; at += HEX_STEP) {
    hex.write(raw.toString('hex', at, Math.min(raw.length, at + HEX_STEP)), 2 * at, 'latin1');
  }
  return hex;
}

const ESCAPES = new Map([
  [0x5c, 0x5c],
  [0x0a, 0x6e],
  [0x0d, 0x72],
  [0x09, 0x74],
]);

/** In UTF-8 none of these bytes is ever part of another character, so a piece may end anywhere. */
function escaped(raw: Buffer): Buffer {
  let extra = 0;
  for (const byte of raw) if (byte <= 0x5c && ESCAPES.has(byte)) extra++;
  if (extra === 0) return raw;
  const text = Buffer.allocUnsafe(raw.length + extra);
  let to = 0;
  for (const byte of raw) {
    const letter = byte <= 0x5c ? ESCAPES.get(byte) : undefined;
    if (letter !== undefined) text[to++] = 0x5c;
    text[to++] = letter ?? byte;
  }
  return text;
}
