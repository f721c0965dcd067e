import type { RowHash } from './row-hash.ts';
import { BUCKETS, type Digest } from './types.ts';

/** Both halves of a hash stay exact in plain numbers for as many rows as this. */
const SETTLE_ROWS = 1 << 20;

/** Adds up the hashes of rows, by their low bits. */
export class BucketSums {
  readonly #rows = new Float64Array(BUCKETS);
  readonly #high = new Float64Array(BUCKETS);
  readonly #low = new Float64Array(BUCKETS);
  readonly #digest: Digest = new Map();
  #pending = 0;

  add({ high, low }: RowHash): void {
    const bucket = low & (BUCKETS - 1);
    this.#rows[bucket] = (this.#rows[bucket] as number) + 1;
    this.#high[bucket] = (this.#high[bucket] as number) + (high | 0);
    this.#low[bucket] = (this.#low[bucket] as number) + low;
    if (++this.#pending === SETTLE_ROWS) this.#settle();
  }

  digest(): Digest {
    this.#settle();
    return this.#digest;
  }

  #settle(): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const rows = this.#rows[bucket] as number;
      if (rows === 0) continue;
      const sum = (BigInt(this.#high[bucket] as number) << 32n) + BigInt(this.#low[bucket] as number);
      const known = this.#digest.get(bucket) ?? { rows: 0, sum: 0n };
      this.#digest.set(bucket, { rows: known.rows + rows, sum: known.sum + sum });
    }
    for (const part of [this.#rows, this.#high, this.#low]) part.fill(0);
    this.#pending = 0;
  }
}
