/**
 * A table's content as buckets of rows by the low bits of the row's 64-bit hash: how many rows, and the sum of their
 * hashes modulo 2^64. Equal in every bucket means equal as multisets of rows; order and place do not matter, so both
 * sides may scan as they like, in pieces, and add up. A bucket that differs names few rows to look at.
 */
export interface Digest {
  rows: Float64Array;
  sums: BigInt64Array;
}

const FEWEST = 64;
const USUAL = 1 << 12;
const MOST = 1 << 14;
/** Of a bucket, where there may be more than the usual number of them. */
const ROWS_EACH = 1000;

/** How many buckets a table of so many rows is given: a power of two, so that a hash's low bits choose among them. */
export function bucketsFor(rows: number): number {
  let buckets = FEWEST;
  while (buckets < Math.max(Math.min(rows, USUAL), Math.min(rows / ROWS_EACH, MOST))) buckets *= 2;
  return buckets;
}

export function emptyDigest(buckets: number): Digest {
  return { rows: new Float64Array(buckets), sums: new BigInt64Array(buckets) };
}

/** Adds the digest of a piece to that of its table. */
export function addDigest(whole: Digest, piece: Digest): void {
  for (let bucket = 0; bucket < whole.rows.length; bucket++) {
    addBucket(whole, bucket, piece.rows[bucket] as number, piece.sums[bucket] as bigint);
  }
}

export function addBucket({ rows, sums }: Digest, bucket: number, more: number, sum: bigint): void {
  rows[bucket] = (rows[bucket] as number) + more;
  sums[bucket] = BigInt.asIntN(64, (sums[bucket] as bigint) + sum);
}

export function countOf({ rows }: Digest): number {
  return rows.reduce((sum, count) => sum + count, 0);
}

/** The buckets that are not the same in both, in their order. */
export function differingBuckets(a: Digest, b: Digest): number[] {
  return Array.from(a.rows.keys()).filter(
    (bucket) => a.rows[bucket] !== b.rows[bucket] || a.sums[bucket] !== b.sums[bucket],
  );
}
