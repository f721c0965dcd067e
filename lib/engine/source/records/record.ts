/** The values of one record: https://www.sqlite.org/fileformat2.html#record_format */
import type { Cell } from './cells.ts';
import { Overflow } from './overflow.ts';
import { damaged, type Pages } from './pages.ts';
import { varint, varintLength } from './varint.ts';

/** Who takes the values of one column, one after another. */
export interface Sink {
  /** Whether the bytes of blobs are wanted: reading those that do not lie on the page takes time. */
  readonly wantsBlobs: boolean;
  /** `serial` says the class and the length, as in the header; the bytes are to be done with before the next. */
  value(serial: number, bytes: Buffer, at: number, length: number): void;
  /** The row is from before the column was added. */
  missing(): void;
}

export const REAL = 7;
export const isBlob = (serial: number) => serial >= 12 && serial % 2 === 0;
export const isText = (serial: number) => serial >= 13 && serial % 2 === 1;

const NOTHING = Buffer.alloc(0);
const LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

/** `sinks` stand in the order of the record's values; null for what nobody asks about. */
export function takeRecord(pages: Pages, cell: Cell, sinks: (Sink | null)[]): void {
  const { bytes, start, local, payload } = cell;
  const first = bytes[start] as number;
  const size = first < 0x80 ? first : varint(bytes, start);
  if (size > payload) throw damaged('a header longer than its row');
  let overflow: Overflow | null = null;
  let head = bytes;
  let at = start + (first < 0x80 ? 1 : varintLength(bytes, start));
  let end = start + size;
  if (size > local) {
    overflow = new Overflow(pages, cell);
    head = overflow.read(0, size);
    at -= start;
    end = size;
  }
  let offset = size;
  let column = 0;
  for (; at < end && column < sinks.length; column++) {
    let serial = head[at] as number;
    if (serial < 0x80) at++;
    else {
      serial = varint(head, at);
      at += varintLength(head, at);
    }
    if (serial === 10 || serial === 11) throw damaged('a value of a class that does not exist');
    const sink = sinks[column] as Sink | null;
    const length = serial < 12 ? (LENGTHS[serial] as number) : Math.floor((serial - 12) / 2);
    if (sink !== null) {
      if (offset + length <= local) sink.value(serial, bytes, start + offset, length);
      else if (offset + length > payload) throw damaged('a value outside its row');
      else if (isBlob(serial) && !sink.wantsBlobs) sink.value(serial, NOTHING, 0, length);
      else {
        overflow ??= new Overflow(pages, cell);
        sink.value(serial, overflow.read(offset, length), 0, length);
      }
    }
    offset += length;
  }
  for (; column < sinks.length; column++) sinks[column]?.missing();
}
