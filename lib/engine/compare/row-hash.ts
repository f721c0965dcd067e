/**
 * The hash that PostgreSQL computes of a row, computed here: hash_record_extended with seed 0 over texts and bytes
 * (src/common/hashfn.c, hash_bytes_extended: Bob Jenkins' lookup3; src/backend/utils/adt/rowtypes.c). A 64-bit hash is
 * held in two halves, so that nothing is allocated for a value. Servers on big-endian machines compute another one:
 * target-digest.ts asks for a known hash first.
 */

const GOLDEN = (0x9e3779b9 + 3923095) | 0;

/** Reads what it is given to hash; bytes behind the end are never looked at. */
export class RowHash {
  /** The row so far, as two unsigned halves. */
  high = 0;
  low = 0;

  reset(): void {
    this.high = 0;
    this.low = 0;
  }

  /** A NULL. */
  none(): void {
    this.#take(0, 0);
  }

  /** A text or bytea: `length` bytes from `at` on. */
  bytes(view: DataView, at: number, length: number): void {
    let a = (GOLDEN + length) | 0;
    let b = a;
    let c = a;
    let left = length;
    while (left >= 12) {
      a = (a + view.getInt32(at, true)) | 0;
      b = (b + view.getInt32(at + 4, true)) | 0;
      c = (c + view.getInt32(at + 8, true)) | 0;
      a = (a - c) ^ ((c << 4) | (c >>> 28));
      c = (c + b) | 0;
      b = (b - a) ^ ((a << 6) | (a >>> 26));
      a = (a + c) | 0;
      c = (c - b) ^ ((b << 8) | (b >>> 24));
      b = (b + a) | 0;
      a = (a - c) ^ ((c << 16) | (c >>> 16));
      c = (c + b) | 0;
      b = (b - a) ^ ((a << 19) | (a >>> 13));
      a = (a + c) | 0;
      c = (c - b) ^ ((b << 4) | (b >>> 28));
      b = (b + a) | 0;
      at += 12;
      left -= 12;
    }
    // The lowest byte of c is kept for the length.
    for (let i = left - 1; i >= 8; i--) c = (c + (view.getUint8(at + i) << (8 * (i - 7)))) | 0;
    if (left >= 8) b = (b + view.getInt32(at + 4, true)) | 0;
    else for (let i = left - 1; i >= 4; i--) b = (b + (view.getUint8(at + i) << (8 * (i - 4)))) | 0;
    if (left >= 4) a = (a + view.getInt32(at, true)) | 0;
    else for (let i = left - 1; i >= 0; i--) a = (a + (view.getUint8(at + i) << (8 * i))) | 0;
    this.#finish(a, b, c);
  }

  /** Eight bytes with the highest first, as int8send and float8send give them, from their halves. */
  eight(high: number, low: number): void {
    const start = (GOLDEN + 8) | 0;
    this.#finish((start + swapped(high)) | 0, (start + swapped(low)) | 0, start);
  }

  /** One byte, as boolsend gives it. */
  one(byte: number): void {
    const start = (GOLDEN + 1) | 0;
    this.#finish((start + byte) | 0, start, start);
  }

  /** The whole row: hashed once more, since hashes of values are only added up and sums of sums would hide exchanges. */
  end(): void {
    const { high, low } = this;
    this.reset();
    this.eight(high, low);
  }

  #finish(a: number, b: number, c: number): void {
    c = (c ^ b) - ((b << 14) | (b >>> 18));
    a = (a ^ c) - ((c << 11) | (c >>> 21));
    b = (b ^ a) - ((a << 25) | (a >>> 7));
    c = (c ^ b) - ((b << 16) | (b >>> 16));
    a = (a ^ c) - ((c << 4) | (c >>> 28));
    b = (b ^ a) - ((a << 14) | (a >>> 18));
    c = (c ^ b) - ((b << 24) | (b >>> 8));
    this.#take(b >>> 0, c >>> 0);
  }

  /** row × 31 + hash, modulo 2^64. */
  #take(high: number, low: number): void {
    const sum = this.low * 31 + low;
    this.high = (this.high * 31 + high + Math.floor(sum / 4294967296)) >>> 0;
    this.low = sum >>> 0;
  }
}

function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
