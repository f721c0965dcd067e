/** Goes through the records of a range of rowids, column by column. */
import { type Cell, eachCell } from './cells.ts';
import { leavesOf, type Range } from './leaves.ts';
import { damaged, type Pages } from './pages.ts';
import { type Sink, takeRecord } from './record.ts';
import { signedVarint } from './varint.ts';

export interface Scanned {
  rows: number;
  /** Of the range; null where it has no rows. */
  firstRowid: bigint | null;
  lastRowid: bigint | null;
}

export function scanRecords(pages: Pages, root: number, range: Range, sinks: (Sink | null)[]): Scanned {
  try {
    return scan(pages, root, range, sinks);
  } catch (error) {
    // A place that a damaged file names and does not have.
    throw error instanceof RangeError ? damaged(error.message) : error;
  }
}

function scan(pages: Pages, root: number, range: Range, sinks: (Sink | null)[]): Scanned {
  const scanned: Scanned = { rows: 0, firstRowid: null, lastRowid: null };
  const cell: Cell = { bytes: Buffer.alloc(0), rowid: 0, start: 0, payload: 0, local: 0 };
  const take = () => {
    scanned.firstRowid ??= signedVarint(cell.bytes, cell.rowid);
    takeRecord(pages, cell, sinks);
  };
  for (const leaf of leavesOf(pages, root, range)) {
    const rows = eachCell(pages, leaf, range, cell, take);
    if (rows === 0) continue;
    scanned.rows += rows;
    scanned.lastRowid = signedVarint(cell.bytes, cell.rowid);
  }
  return scanned;
}
