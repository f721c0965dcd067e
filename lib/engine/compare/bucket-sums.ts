import { addBucket, type Digest, emptyDigest } from './digest.ts';
import type { RowHash } from './row-hash.ts';

/** Both halves of a hash stay exact in plain numbers for as many rows as this. */
const SETTLE_ROWS = 1 << 20;

/** Adds up the hashes of rows, by their low bits. */
export class BucketSums {
  readonly #rows: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #digest: Digest;
  readonly #mask: number;
  #pending = 0;

  constructor(buckets: number) {
    this.#rows = new Float64Array(buckets);
    this.#high = new Float64Array(buckets);
    this.#low = new Float64Array(buckets);
    this.#digest = emptyDigest(buckets);
    this.#mask = buckets - 1;
  }

  add({ high, low }: RowHash): void {
    const bucket = low & this.#mask;
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
    for (const [bucket, rows] of this.#rows.entries()) {
      if (rows === 0) continue;
      const sum = (BigInt(this.#high[bucket] as number) << 32n) + BigInt(this.#low[bucket] as number);
      addBucket(this.#digest, bucket, rows, sum);
    }
    for (const part of [this.#rows, this.#high, this.#low]) part.fill(0);
    this.#pending = 0;
  }
}
