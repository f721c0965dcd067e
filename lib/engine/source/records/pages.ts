/**
 * A snapshot's pages as they lie in the file: https://www.sqlite.org/fileformat2.html
 * Asking SQLite for the class and the length of every value costs a call a value; the headers of the records say both.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Pages that lie close together are read at once. */
const RUN_BYTES = 256 << 10;

export interface Page {
  bytes: Buffer;
  /** Where the page begins in them. */
  at: number;
}

/** As SQLite would say it, so that it is told the same way. */
export function damaged(what: string): Error {
  return Object.assign(new Error(`database disk image is malformed (${what})`), { code: 'SQLITE_CORRUPT' });
}

export class Pages implements Disposable {
  readonly size: number;
  /** Bytes of a page that SQLite uses. */
  readonly usable: number;
  readonly count: number;
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    const header = this.#read(Buffer.alloc(100), 0);
    const size = header.readUInt16BE(16);
    this.size = size === 1 ? 1 << 16 : size;
    if (this.size < 512 || (this.size & (this.size - 1)) !== 0) throw damaged('page size');
    this.usable = this.size - header.readUInt8(20);
    if (this.usable < 480) throw damaged('reserved bytes');
    this.count = Math.floor(fstatSync(this.#file).size / this.size);
  }

  /** One page in memory of its own. */
  page(number: number): Page {
    return { bytes: this.#read(Buffer.allocUnsafe(this.size), this.#offset(number)), at: 0 };
  }

  /** A page and up to `count` in all from there on, as many as the file has. */
  following(number: number, count: number): Buffer {
    const pages = Math.max(1, Math.min(count, RUN_BYTES / this.size, this.count - number + 1));
    return this.#read(Buffer.allocUnsafe(pages * this.size), this.#offset(number));
  }

  /** Several pages in their order; each is to be done with before the next is asked for. */
  *inOrder(numbers: number[]): Generator<Page> {
    const room = Buffer.allocUnsafe(RUN_BYTES);
    const most = RUN_BYTES / this.size;
    for (let from = 0, to = 0; from < numbers.length; from = to) {
      const first = numbers[from] as number;
      let last = first;
      for (to = from + 1; to < numbers.length; to++) {
        const next = numbers[to] as number;
        // Worth it only while at least every other page between them is wanted.
        if (next <= last || next >= first + most || next - first >= 2 * (to - from + 1)) break;
        last = next;
      }
      const run = room.subarray(0, (last - first + 1) * this.size);
      this.#read(run, this.#offset(first));
      for (let at = from; at < to; at++) {
        yield { bytes: run, at: ((numbers[at] as number) - first) * this.size };
      }
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  #offset(number: number): number {
    if (number < 1) throw damaged('page 0');
    return (number - 1) * this.size;
  }

  #read(into: Buffer, from: number): Buffer {
    if (readSync(this.#file, into, 0, into.length, from) !== into.length) throw damaged('a page is missing');
    return into;
  }
}
