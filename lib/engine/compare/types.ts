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
  /** Rows are told apart by these columns alone (names of the source); without it by all. */
  hashed?: string[];
  /** Of a digest: see bucketsFor. */
  buckets: number;
  /** The target holds other rows too: only those whose key the source has are compared. */
  onlyKeys?: boolean;
}

export function isHashed({ hashed }: CompareTable, column: CompareColumn): boolean {
  return hashed?.includes(column.source) ?? true;
}
