import type { ColumnPlan, TablePlan } from '../types.ts';

/** A table as the comparison sees it: what is read on the source's side and held against what type. */
export interface CompareColumn {
  source: string;
  target: string;
  /** The type that really stands in the target, as format_type prints it. */
  type: string;
  /** How the choices bend the values: what becomes NULL, what numbers stand for times. */
  plan: ColumnPlan;
}

export interface CompareTable {
  source: string;
  schema: string;
  target: string;
  /** Which rows of the source are compared. */
  plan: TablePlan;
  columns: CompareColumn[];
  /** Source names of the columns that identify a row; empty where there is no key. */
  key: string[];
  /** The target holds other rows too: only those whose key the source has are compared. */
  onlyKeys?: boolean;
}

/**
 * A table's content as 4,096 buckets of rows by the low bits of the row's 64-bit hash: how many rows, and the sum of
 * their hashes. Equal in every bucket means equal as multisets of rows; order and place do not matter, so both sides may
 * scan as they like, in pieces, and add up. A bucket that differs names few rows to look at.
 */
export const BUCKETS = 4096;

/** Buckets that have rows, by number. */
export type Digest = Map<number, Bucket>;

export interface Bucket {
  rows: number;
  /** Of the hashes as signed numbers. */
  sum: bigint;
}

/** Adds the digest of a piece to that of its table. */
export function addDigest(whole: Digest, piece: Digest): void {
  for (const [number, { rows, sum }] of piece) {
    const known = whole.get(number);
    whole.set(number, known ? { rows: known.rows + rows, sum: known.sum + sum } : { rows, sum });
  }
}

export function countOf(digest: Digest): number {
  let rows = 0;
  for (const bucket of digest.values()) rows += bucket.rows;
  return rows;
}

/** The buckets that are not the same in both, in their order. */
export function differingBuckets(a: Digest, b: Digest): number[] {
  const differs = (number: number) => {
    const [one, other] = [a.get(number), b.get(number)];
    return one?.rows !== other?.rows || one?.sum !== other?.sum;
  };
  return [...new Set([...a.keys(), ...b.keys()])].filter(differs).sort((x, y) => x - y);
}
