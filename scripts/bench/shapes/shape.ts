/** A database to be carried: tables whose rows follow from their number alone, so that every file of it is the same. */
export type SqlValue = string | number | Buffer | null;

export interface ShapeTable {
  name: string;
  /** How SQLite makes it. */
  sql: string;
  rows: number;
  /** @param index from 1 */
  row(index: number): SqlValue[];
}

export interface Shape {
  /** What it is like, in a few words. */
  title: string;
  /** @param rows what was asked for; how many rows that makes is for the shape to say */
  tables(rows: number): ShapeTable[];
  /** Made when the rows are in. */
  indexes(rows: number): string[];
}

/** At least one: a shape of a few rows has all its tables filled. */
export function share(rows: number, parts: number): number {
  return Math.max(1, Math.round(rows / parts));
}
