/**
 * How a value leaves SQLite: one SQL expression a column that gives the text of PostgreSQL's COPY
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format").
 */
import type { Codec } from '../types.ts';

const NULL_FIELD = `'\\N'`;

/** Backslash first: the others bring new ones. */
function escaped(c: string): string {
  return `replace(replace(replace(replace(${c}, '\\', '\\\\'), char(10), '\\n'), char(13), '\\r'), char(9), '\\t')`;
}

const CODECS: Record<Codec, (c: string) => string> = {
  integer: (c) => `CAST(${c} AS TEXT)`,
  /** 17 significant digits name every double exactly; the ! prints all of them, but no sign before a zero. */
  float: (c) => `CASE WHEN ${c} = 0.0 AND atan2(0.0, ${c}) > 1 THEN '-0' ELSE printf('%!.17g', ${c}) END`,
  decimal: (c) => `CAST(${c} AS TEXT)`,
  boolean: (c) => `CASE WHEN lower(${c}) IN ('1', 'true', 't') THEN 't' ELSE 'f' END`,
  /** Texts whose form is known to hold nothing that COPY would read otherwise: dates, uuid. */
  plain: (c) => c,
  text: escaped,
  'any-text': (c) => escaped(`CAST(${c} AS TEXT)`),
  /** Texts and numbers among blobs become the bytes of their text. */
  bytes: (c) => `'\\\\x' || hex(CAST(${c} AS BLOB))`,
};

/** The COPY text of a column's value, `\N` for NULL. */
export function copyField(codec: Codec, column: string): string {
  return `CASE WHEN ${column} IS NULL THEN ${NULL_FIELD} ELSE ${CODECS[codec](column)} END`;
}
