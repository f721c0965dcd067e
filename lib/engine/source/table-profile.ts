/** What a profile says of a table and its columns. */
import type { Form } from './forms.ts';

export interface ColumnProfile {
  nulls: number;
  integers: number;
  reals: number;
  texts: number;
  blobs: number;
  /** Bytes of all values, and of the largest; a number counts as eight. */
  bytes: number;
  maxBytes: number;
  /** Most characters in a text. */
  maxChars: number;
  /** Smallest and largest integer as text, null without integers. */
  minInteger: string | null;
  maxInteger: string | null;
  /** Smallest and largest real, null without reals. There is no NaN in SQLite. */
  minReal: number | null;
  maxReal: number | null;
  negativeZeros: number;
  infinities: number;
  /** Most decimal places, 16 for more than 15; null without numbers or where no decimal type was declared. */
  decimals: number | null;
  /** Texts of no characters. */
  emptyTexts: number;
  /** Texts like 0000-00-00, where a date or time was declared. */
  zeroDates: number;
  /** Texts with a NUL inside, texts that are not Unicode. */
  nulTexts: number;
  invalidTexts: number;
  /** A text holds a character that COPY reads as something else: backslash, tab, line feed, carriage return. */
  needsEscape: boolean;
  /** Blobs of 16 bytes, as long as a uuid. */
  blobs16: number;
  /** How many non-null values have each form that was worth asking for. */
  forms: Partial<Record<Form, number>>;
  /** Up to three values. */
  samples: string[];
  /** Up to three that have none of the forms asked for, or are not of the declared affinity. */
  misfits: string[];
  /** The first of them; null where all fit. */
  sample: string | null;
  misfit: string | null;
  /** Why the values of a generated column could not be read; the figures then say nothing. */
  unreadable: string | null;
}

export interface TableProfile {
  rows: number;
  bytes: number;
  /** An upper bound; exact where rows are large. */
  maxRowBytes: number;
  columns: Record<string, ColumnProfile>;
  /** Rows without a parent, by the foreign key's id; null where the parent has no such key. */
  orphans: Record<number, number | null>;
  /** Rows that violate each CHECK, in their order; null where SQLite cannot say. */
  violations: (number | null)[];
}
