/** Bytes of a record wherever they lie. */
import type { Cell } from './cells.ts';
import { damaged, type Pages } from './pages.ts';

/** The chain of pages of one record, followed only as far as somebody asks. */
export class Overflow {
  readonly #pages: Pages;
  readonly #cell: Cell;
  readonly #numbers: number[] = [];
  #latest: { number: number; bytes: Buffer } = { number: 0, bytes: Buffer.alloc(0) };

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
      const page = this.#page(this.#number(Math.floor(behind / room)));
      const from = 4 + (behind % room);
      done += page.copy(whole, done, from, Math.min(4 + room, from + length - done));
    }
    return whole;
  }

  #page(number: number): Buffer {
    if (this.#latest.number !== number) this.#latest = { number, bytes: this.#pages.page(number).bytes };
    return this.#latest.bytes;
  }

  #number(index: number): number {
    const numbers = this.#numbers;
    while (numbers.length <= index) {
      const last = numbers.at(-1);
      const { bytes, start, local } = this.#cell;
      const next = last === undefined ? bytes.readUInt32BE(start + local) : this.#page(last).readUInt32BE(0);
      if (numbers.length >= this.#pages.count) throw damaged('a row without an end');
      numbers.push(next);
    }
    return numbers[index] as number;
  }
}
