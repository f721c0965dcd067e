/**
 * How a value leaves SQLite: one SQL expression a column that gives the text of PostgreSQL's COPY
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format").
 */
import { type TimeForm, timeFormOf } from '../epochs.ts';
import type { ColumnPlan } from '../types.ts';
import { misfitCondition } from './fits.ts';
import { formCondition } from './forms.ts';
import { quoteSqlite } from './open.ts';
import { timeText } from './times.ts';

const NULL_FIELD = `'\\N'`;

type Written = Pick<ColumnPlan, 'codec' | 'zone'> & { values?: Pick<ColumnPlan['values'], 'needsEscape'> };

/** Backslash first: the others bring new ones. */
function escaped(c: string): string {
  return `replace(replace(replace(replace(${c}, '\\', '\\\\'), char(10), '\\n'), char(13), '\\r'), char(9), '\\t')`;
}

/** A number as SQLite writes it, but with the sign of a zero. */
function asText(c: string): string {
  return `CASE WHEN ${isNegativeZero(c)} THEN '-0.0' ELSE CAST(${c} AS TEXT) END`;
}

function isNegativeZero(c: string): string {
  return `typeof(${c}) = 'real' AND ${c} = 0.0 AND atan2(0.0, ${c}) > 1`;
}

/** A blob's own bytes, or those of a text in UTF-8: a cast would give '-0.0' in the database's encoding. */
function utf8Bytes(c: string): string {
  return `CASE WHEN typeof(${c}) = 'blob' THEN ${c} WHEN ${isNegativeZero(c)} THEN x'2d302e30'
    ELSE howdah_utf8(CAST(${c} AS BLOB)) END`;
}

const cleaned = (mode: string) => (c: string) => escaped(`howdah_text('${mode}', CAST(${c} AS BLOB))`);

type Simple = Exclude<ColumnPlan['codec'], TimeForm | 'zoned'>;

const CODECS: Record<Simple, (c: string) => string> = {
  integer: (c) => `CAST(${c} AS TEXT)`,
  /** 17 significant digits name every double exactly; the ! prints all of them, but no sign before a zero. */
  float: (c) => `CASE WHEN ${c} = 0.0 AND atan2(0.0, ${c}) > 1 THEN '-0' ELSE printf('%!.17g', ${c}) END`,
  decimal: (c) => `CAST(${c} AS TEXT)`,
  boolean: (c) => `CASE WHEN lower(${c}) IN ('1', 'true', 't') THEN 't' ELSE 'f' END`,
  /** Texts whose form is known to hold nothing that COPY would read otherwise: dates, uuid. */
  plain: (c) => c,
  text: escaped,
  'any-text': (c) => escaped(asText(c)),
  'text-strip': cleaned('strip'),
  'text-replace': cleaned('replace'),
  'text-escape': cleaned('escape'),
  /** Texts and numbers among blobs become the bytes of their text. */
  bytes: (c) => `'\\\\x' || hex(${utf8Bytes(c)})`,
  'uuid-bytes': (c) => `hex(${c})`,
};

function written({ codec, zone, values }: Written, c: string): string {
  // Escaping looks at every character four times.
  if (values?.needsEscape === false) {
    if (codec === 'text') return c;
    if (codec === 'any-text') return asText(c);
  }
  if (codec === 'zoned') {
    return `CASE WHEN ${formCondition('timestamp', c)} THEN ${c} || ' ${(zone ?? 'UTC').replaceAll("'", "''")}' ELSE ${c} END`;
  }
  const form = timeFormOf(codec);
  return form ? timeText(form, c) : CODECS[codec as Simple](c);
}

/** The COPY text of a column's value, `\N` for NULL and for what a choice makes NULL. */
export function copyField(column: ColumnPlan): string {
  const c = quoteSqlite(column.source);
  const nulls = [`${c} IS NULL`];
  if (column.emptyIsNull) nulls.push(`(typeof(${c}) = 'text' AND ${c} = '')`);
  if (column.misfits?.policy === 'null') nulls.push(misfitCondition(column, c));
  return `CASE WHEN ${nulls.join(' OR ')} THEN ${NULL_FIELD} ELSE ${written(column, c)} END`;
}
