/** Reads a chunk's rows from the records themselves and writes them as PostgreSQL keeps them, without a text in between. */
import type { ColumnPlan, TablePlan } from '../../types.ts';
import { affinityOf, type RecordColumn, recordColumns } from '../catalog.ts';
import { type ChunkRange, copiedColumns } from '../extract.ts';
import { LARGE_BYTES } from '../large-rows.ts';
import type { SqliteHandle } from '../open.ts';
import { type Cell, eachCell } from '../records/cells.ts';
import { hasReadableRecords, rootOf } from '../records/file.ts';
import { WIDE } from '../records/integers.ts';
import { leavesOf } from '../records/leaves.ts';
import { Pages } from '../records/pages.ts';
import { REAL, type Sink, takeRecord } from '../records/record.ts';
import { signedVarint, varint, varintLength } from '../records/varint.ts';
import { takenConditions } from '../taken.ts';
import type { Block } from '../walk.ts';
import { defaultIn, type StoredValue } from './added-columns.ts';
import { bigint, type Field, fieldOf } from './fields.ts';
import { HEADER, Output, TRAILER } from './output.ts';

/** Beside the bytes of its value no field takes more: its length, or a number of up to 20 digits. */
const FIELD_BYTES = 32;

/** How a table's rows can be written in binary; null where they have to go as text. */
export interface BinaryRows {
  /** In the order in which they are written. */
  columns: ColumnPlan[];
  /** Throws NeedsText at a value that is not as the plan's type wants it. */
  blocks(range: ChunkRange): Generator<Block>;
}

export function binaryRows(db: SqliteHandle, table: TablePlan): BinaryRows | null {
  const { rowid } = table;
  if (rowid === null || takenConditions(table).length > 0 || table.maxRowBytes > LARGE_BYTES) return null;
  // A virtual table has no pages of its own.
  if (!hasReadableRecords(db) || rootOf(db, table.source) === 0) return null;
  const copied = new Map(copiedColumns(table).map((column) => [column.source, column]));
  const stored = recordColumns(db, table.source);
  const written = stored.flatMap((column) => {
    const plan = copied.get(column.name);
    return plan ? [{ column, plan, field: fieldFor(column, plan) }] : [];
  });
  if (written.length !== copied.size || written.some(({ field }) => field === null)) return null;
  return {
    columns: written.map(({ plan }) => plan),
    blocks: (range) => readBlocks(db, { source: table.source, rowid }, range, stored, copied),
  };
}

function fieldFor({ declared }: RecordColumn, plan: ColumnPlan): Field | null {
  // Whole numbers of a REAL column are stored as integers: SQLite writes them with a point.
  if (affinityOf(declared) === 'real' && plan.codec !== 'float') return null;
  return fieldOf(plan);
}

function* readBlocks(
  db: SqliteHandle,
  table: { source: string; rowid: string },
  range: ChunkRange,
  stored: RecordColumn[],
  copied: Map<string, ColumnPlan>,
): Generator<Block> {
  const out = new Output();
  const cell: Cell = { bytes: Buffer.alloc(0), rowid: 0, start: 0, payload: 0, local: 0 };
  const sinks = stored.map((column) => {
    const plan = copied.get(column.name);
    if (!plan) return null;
    const field = fieldFor(column, plan) as Field;
    if (column.isRowid) return new RowidSink(out, field, cell);
    return new FieldSink(out, plan, field, () =>
      defaultIn(db, table, column.name, signedVarint(cell.bytes, cell.rowid)),
    );
  });
  using pages = new Pages(db.name);
  const take = () => {
    out.row(copied.size, cell.payload + copied.size * FIELD_BYTES);
    takeRecord(pages, cell, sinks);
  };
  yield { rows: 0, text: HEADER };
  for (const leaf of leavesOf(pages, rootOf(db, table.source), range)) {
    eachCell(pages, leaf, range, cell, take);
    for (const { rows, bytes } of out.take()) yield { rows, text: bytes };
  }
  for (const { rows, bytes } of out.take(true)) yield { rows, text: bytes };
  yield { rows: 0, text: TRAILER };
}

/** The rowid stands before the record. */
class RowidSink implements Sink {
  readonly wantsBlobs = false;
  readonly #out: Output;
  readonly #field: Field;
  readonly #cell: Cell;
  readonly #eight = Buffer.alloc(8);

  constructor(out: Output, field: Field, cell: Cell) {
    this.#out = out;
    this.#field = field;
    this.#cell = cell;
  }

  value(): void {
    const { bytes, rowid } = this.#cell;
    // Up to seven bytes of seven bits each: never negative, and held by a double.
    if (this.#field === bigint && varintLength(bytes, rowid) <= 7) this.#out.int64(varint(bytes, rowid));
    else {
      this.#eight.writeBigInt64BE(signedVarint(bytes, rowid));
      this.#field(this.#out, WIDE, this.#eight, 0, 8);
    }
  }

  missing(): void {
    this.value();
  }
}

class FieldSink implements Sink {
  readonly wantsBlobs = true;
  readonly #out: Output;
  readonly #field: Field;
  readonly #emptyIsNull: boolean;
  readonly #default: () => StoredValue;
  #added: StoredValue | null = null;

  constructor(out: Output, { emptyIsNull }: ColumnPlan, field: Field, added: () => StoredValue) {
    this.#out = out;
    this.#field = field;
    this.#emptyIsNull = emptyIsNull;
    this.#default = added;
  }

  value(serial: number, bytes: Buffer, at: number, length: number): void {
    // SQLite reads NaN as NULL; 13 is a text of no characters.
    const none =
      serial === 0 || (serial === REAL && isNaNAt(bytes, at)) || (serial === 13 && this.#emptyIsNull);
    if (none) this.#out.null();
    else this.#field(this.#out, serial, bytes, at, length);
  }

  missing(): void {
    this.#added ??= this.#default();
    const { serial, bytes } = this.#added;
    // It stands in no record, so it was not counted among the row's bytes.
    this.#out.more(bytes.length);
    this.value(serial, bytes, 0, bytes.length);
  }
}

/** Only where all bits of the exponent are set it can be one. */
function isNaNAt(bytes: Buffer, at: number): boolean {
  const extreme = ((bytes[at] as number) & 0x7f) === 0x7f && (bytes[at + 1] as number) >= 0xf0;
  return extreme && Number.isNaN(bytes.readDoubleBE(at));
}
