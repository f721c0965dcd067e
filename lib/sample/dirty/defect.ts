import type { SqlValue } from '../context.ts';

/** One thing that real databases hold and migrations stumble over, planted on purpose. */
export interface Defect {
  /** What is wrong, in the words in which it can be looked up. */
  what: string;
  /** Statements that make the objects; comments inside them stay in the database's own schema. */
  sql: string;
  /** Values for the `?` of one INSERT, a row each. */
  rows?: { insert: string; values: SqlValue[][] }[];
  /** Statements to run when the rows are in. */
  after?: string;
}
