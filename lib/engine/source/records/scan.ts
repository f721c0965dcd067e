/** Goes through a table's records and counts, column by column, what their headers and values say. */
import { type Cell, eachCell } from './cells.ts';
import { leavesOf, type Range } from './leaves.ts';
import { Overflow } from './overflow.ts';
import { damaged, type Pages } from './pages.ts';
import type { Tally } from './tally.ts';
import { signedVarint, varint, varintLength } from './varint.ts';

export interface Scanned {
  rows: number;
  /** Of the range; null where it has no rows. */
  firstRowid: bigint | null;
  lastRowid: bigint | null;
}

/** `tallies` stand in the order of the record's values; null for what nobody asks about. */
export function scanRecords(pages: Pages, root: number, range: Range, tallies: (Tally | null)[]): Scanned {
  const scanned: Scanned = { rows: 0, firstRowid: null, lastRowid: null };
  const cell: Cell = { bytes: Buffer.alloc(0), rowid: 0, start: 0, payload: 0, local: 0 };
  const take = () => {
    scanned.firstRowid ??= signedVarint(cell.bytes, cell.rowid);
    takeRecord(pages, cell, tallies);
  };
  for (const leaf of leavesOf(pages, root, range)) {
    const rows = eachCell(pages, leaf, range, cell, take);
    if (rows === 0) continue;
    scanned.rows += rows;
    scanned.lastRowid = signedVarint(cell.bytes, cell.rowid);
  }
  return scanned;
}

/** https://www.sqlite.org/fileformat2.html#record_format */
function takeRecord(pages: Pages, cell: Cell, tallies: (Tally | null)[]): void {
  const { bytes, start, local, payload } = cell;
  const size = varint(bytes, start);
  if (size > payload) throw damaged('a header longer than its row');
  let overflow: Overflow | null = null;
  const rest = () => {
    overflow ??= new Overflow(pages, cell);
    return overflow;
  };
  let head = bytes;
  let at = start + varintLength(bytes, start);
  let end = start + size;
  if (size > local) {
    head = rest().read(0, size);
    at -= start;
    end = size;
  }
  let offset = size;
  let column = 0;
  for (; at < end && column < tallies.length; column++) {
    let serial = head[at] as number;
    if (serial < 0x80) at++;
    else {
      serial = varint(head, at);
      at += varintLength(head, at);
    }
    const tally = tallies[column] as Tally | null;
    const length = lengthOf(serial);
    if (tally !== null) {
      if (offset + length <= local) takeValue(tally, serial, bytes, start + offset, length);
      else if (offset + length > payload) throw damaged('a value outside its row');
      else if (serial >= 12 && serial % 2 === 0) tally.blob(length);
      else takeValue(tally, serial, rest().read(offset, length), 0, length);
    }
    offset += length;
  }
  for (; column < tallies.length; column++) {
    const tally = tallies[column] as Tally | null;
    if (tally !== null) tally.missing++;
  }
}

const LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function lengthOf(serial: number): number {
  return serial < 12 ? (LENGTHS[serial] as number) : Math.floor((serial - 12) / 2);
}

function takeValue(tally: Tally, serial: number, bytes: Buffer, at: number, length: number): void {
  switch (serial) {
    case 0:
      tally.nulls++;
      return;
    case 1:
      tally.integer(((bytes[at] as number) << 24) >> 24);
      return;
    case 2:
      tally.integer((((bytes[at] as number) << 24) >> 16) | (bytes[at + 1] as number));
      return;
    case 3:
      tally.integer(
        (((bytes[at] as number) << 24) >> 8) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number),
      );
      return;
    case 4:
      tally.integer(bytes.readInt32BE(at));
      return;
    case 5:
      tally.integer(bytes.readInt16BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 2));
      return;
    case 6:
      tally.wide(bytes.readBigInt64BE(at));
      return;
    case 7:
      tally.real(bytes.readDoubleBE(at));
      return;
    case 8:
    case 9:
      tally.integer(serial - 8);
      return;
    case 10:
    case 11:
      throw damaged('a value of a class that does not exist');
    default:
      if (serial % 2 === 0) tally.blob(length);
      else {
        tally.size(length);
        tally.texts.add(bytes, at, at + length);
      }
  }
}
