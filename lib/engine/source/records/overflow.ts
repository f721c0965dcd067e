/** Bytes of a record wherever they lie. */
import type { Cell } from './cells.ts';
import { damaged, type Pages } from './pages.ts';

/** The chain of pages of one record, followed only as far as somebody asks. */
export class Overflow {
  readonly #pages: Pages;
  readonly #cell: Cell;
  readonly #numbers: number[] = [];
  /** Pages that follow each other in the file, as those of a long value mostly do. */
  #near = { first: 0, bytes: Buffer.alloc(0) as Buffer };
  #ahead = 1;

  constructor(pages: Pages, cell: Cell) {
    this.#pages = pages;
    this.#cell = { ...cell };
  }

  /** `length` bytes of the record from `offset` on, in memory of their own. */
  read(offset: number, length: number): Buffer {
    const { bytes, start, local, payload } = this.#cell;
    if (offset + length > payload) throw damaged('a value outside its row');
    const whole = Buffer.allocUnsafe(length);
    let done =
      offset < local ? bytes.copy(whole, 0, start + offset, start + Math.min(local, offset + length)) : 0;
    const room = this.#pages.usable - 4;
    while (done < length) {
      const behind = offset + done - local;
      const wanted = Math.ceil((length - done) / room);
      const page = this.#page(this.#number(Math.floor(behind / room), wanted), wanted);
      const from = 4 + (behind % room);
      done += page.copy(whole, done, from, Math.min(4 + room, from + length - done));
    }
    return whole;
  }

  /** One of `wanted` pages that are likely to be asked for; more of them at once the longer they follow each other. */
  #page(number: number, wanted: number): Buffer {
    const { size } = this.#pages;
    const { first, bytes } = this.#near;
    const at = (number - first) * size;
    if (at >= 0 && at < bytes.length) return bytes.subarray(at, at + size);
    this.#ahead = at === bytes.length ? this.#ahead * 2 : 1;
    this.#near = { first: number, bytes: this.#pages.following(number, Math.min(wanted, this.#ahead)) };
    return this.#near.bytes.subarray(0, size);
  }

  #number(index: number, wanted: number): number {
    const numbers = this.#numbers;
    while (numbers.length <= index) {
      const last = numbers.at(-1);
      const { bytes, start, local } = this.#cell;
      const next =
        last === undefined ? bytes.readUInt32BE(start + local) : this.#page(last, wanted).readUInt32BE(0);
      if (numbers.length >= this.#pages.count) throw damaged('a row without an end');
      numbers.push(next);
    }
    return numbers[index] as number;
  }
}
