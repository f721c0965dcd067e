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
 * A table's content as 256 buckets of rows by the first byte of the row's MD5: how many, and two sums of the rest.
 * Equal in every bucket means equal as multisets of rows; order and place do not matter, so both sides may scan
 * as they like, in pieces, and add up.
 */
export const BUCKETS = 256;

/** Per bucket `count:sumA:sumB` in decimal. */
export type Digest = string[];
