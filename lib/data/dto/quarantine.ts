/**
 * Rows that choices kept out of their tables.
 *
 *   GET /api/runs/:id/quarantine?table=&offset=      QuarantinePage
 *   GET /api/runs/:id/quarantine?format=json|csv     download
 */

/** A value with SQLite's type; what is no text in hex. Null for NULL. */
export type QuarantineValue = { type: string; value: string } | { type: string; hex: string } | null;

export interface QuarantineRow {
  table: string;
  number: number;
  key: string;
  /** Why it is there: the column and what was wrong with its value. */
  column: string;
  reason: string;
  row: Record<string, QuarantineValue>;
  putInAt: number | null;
}

export interface QuarantinePage {
  tables: { table: string; rows: number; putIn: number }[];
  rows: QuarantineRow[];
  /** How many there are in the tables asked for. */
  total: number;
}

/** What came of trying rows in quarantine once more. */
export interface PutIn {
  putIn: number;
  left: number;
  /** Some of those that still do not go in. */
  first: { table: string; number: number; key: string; reason: string }[];
}
