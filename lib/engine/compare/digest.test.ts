import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketSums } from './bucket-sums.ts';
import {
  addBucket,
  addDigest,
  bucketsFor,
  countOf,
  type Digest,
  differingBuckets,
  emptyDigest,
} from './digest.ts';
import type { RowHash } from './row-hash.ts';

const halves = (hash: bigint) =>
  ({ high: Number(BigInt.asUintN(32, hash >> 32n)), low: Number(BigInt.asUintN(32, hash)) }) as RowHash;

/** As the target's side adds them. */
function added(hashes: bigint[], buckets: number): Digest {
  const digest = emptyDigest(buckets);
  for (const hash of hashes) {
    addBucket(digest, Number(BigInt.asUintN(64, hash) % BigInt(buckets)), 1, hash);
  }
  return digest;
}

function summed(hashes: bigint[], buckets: number): Digest {
  const sums = new BucketSums(buckets);
  for (const hash of hashes) sums.add(halves(hash));
  return sums.digest();
}

const hashes = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 200 });

test('both sides add up to the same, in whatever pieces and order', () => {
  fc.assert(
    fc.property(hashes, hashes, (one, other) => {
      const whole = summed(one, 64);
      addDigest(whole, summed(other, 64));
      expect(differingBuckets(whole, added([...other, ...one].reverse(), 64))).toEqual([]);
      expect(countOf(whole)).toBe(one.length + other.length);
    }),
  );
});

test('a row more, or another one, is seen in its bucket alone', () => {
  fc.assert(
    fc.property(hashes, fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (all, hash) => {
      expect(differingBuckets(summed([...all, hash], 64), added(all, 64))).toEqual([Number(hash % 64n)]);
    }),
  );
});

test.each([
  [0, 64],
  [64, 64],
  [65, 128],
  [1_000_000, 4096],
  [5_000_000, 8192],
  [1e9, 16_384],
])('%i rows have %i buckets', (rows, buckets) => expect(bucketsFor(rows)).toBe(buckets));
