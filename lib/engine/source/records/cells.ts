/** The records of a leaf: where each begins, and how much of it lies on the page. */
import type { Leaf, Range } from './leaves.ts';
import { damaged, type Pages } from './pages.ts';
import { signedVarint, varint, varintLength } from './varint.ts';

/** A record, `local` bytes of which are on the page; the rest hangs on it as a chain of pages. */
export interface Cell {
  bytes: Buffer;
  /** Where its rowid stands. */
  rowid: number;
  start: number;
  payload: number;
  local: number;
}

/** Calls `take` for each record in the range, with the one `cell` filled anew, and says how many there were. */
export function eachCell(pages: Pages, leaf: Leaf, range: Range, cell: Cell, take: () => void): number {
  const { bytes, at } = leaf;
  const end = at + pages.size;
  const count = bytes.readUInt16BE(at + 3);
  if (at + 8 + 2 * count > end) throw damaged('too many cells');
  cell.bytes = bytes;
  let taken = 0;
  for (let index = 0; index < count; index++) {
    const pointer = at + 8 + 2 * index;
    let place = at + (((bytes[pointer] as number) << 8) | (bytes[pointer + 1] as number));
    let payload = bytes[place] as number;
    if (payload < 0x80) place++;
    else {
      payload = varint(bytes, place);
      place += varintLength(bytes, place);
    }
    if (!leaf.whole && !isIn(signedVarint(bytes, place), range)) continue;
    cell.rowid = place;
    cell.start = place + ((bytes[place] as number) < 0x80 ? 1 : varintLength(bytes, place));
    cell.payload = payload;
    cell.local = localBytes(pages.usable, payload);
    if (!(cell.start + cell.local <= end)) throw damaged('a row outside its page');
    take();
    taken++;
  }
  return taken;
}

function isIn(rowid: bigint, { after, last }: Range): boolean {
  return (after === null || rowid > after) && (last === null || rowid <= last);
}

/** https://www.sqlite.org/fileformat2.html#cell_payload */
function localBytes(usable: number, payload: number): number {
  if (payload <= usable - 35) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((payload - least) % (usable - 4));
  return fitting <= usable - 35 ? fitting : least;
}
