/** Comparisons: affinity and collation decide, https://www.sqlite.org/datatype3.html#comparison_expressions */
import { asAny, asNumber, asText, asValue, bit, isBit, isTextual } from './coerce.ts';
import { isMoment, isNumber, type Typed, Untranslatable } from './typed.ts';

export type CompareOp = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'is' | 'is not';

const SQL: Record<CompareOp, string> = {
  '=': '=',
  '<>': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  is: 'IS NOT DISTINCT FROM',
  'is not': 'IS DISTINCT FROM',
};

export function compare(op: CompareOp, left: Typed, right: Typed): Typed {
  const [a, b, any] = comparable(left, right);
  // jsonb knows when two values are equal; its order is another one.
  const sql =
    any && /[<>]=?$/.test(op) && op !== '<>'
      ? `howdah_sqlite.compare(${a}, ${b}) ${op} 0`
      : `${a} ${SQL[op]} ${b}`;
  return { sql: `(${sql})`, kind: 'boolean', logical: true };
}

/** Both sides of one kind. `any` where it is one that PostgreSQL compares for equality alone. */
type Pair = [left: string, right: string, any?: 'any'];

/** Both sides in one kind that PostgreSQL compares as SQLite does. */
export function comparable(left: Typed, right: Typed): Pair {
  if (left.kind === 'null' || right.kind === 'null') return nulls(left, right);
  if (left.kind === 'boolean' || right.kind === 'boolean') return booleans(left, right);
  if (isNumber(left) && isNumber(right)) return [left.sql, right.sql];
  if (left.form || right.form) return counted(left, right);
  if (left.kind === 'bytea' && right.kind === 'bytea') return [left.sql, right.sql];
  if (left.kind === 'bytea' || right.kind === 'bytea')
    throw new Untranslatable(`a ${left.kind} is compared with a ${right.kind}`);
  if (isTextual(left) && isTextual(right)) return texts(left, right);
  return mixed(left, right);
}

/** PostgreSQL wants to know of what type a NULL is. */
function nulls(left: Typed, right: Typed): [string, string] {
  if (left.kind === 'json' || right.kind === 'json') return [asTextOrNull(left), asTextOrNull(right)];
  return [left.sql, right.sql];
}

const asTextOrNull = (value: Typed) => (value.kind === 'null' ? 'NULL::text' : asText(value));

function booleans(left: Typed, right: Typed): Pair {
  if (left.kind === 'boolean' && right.kind === 'boolean') return [left.sql, right.sql];
  if (left.kind === 'boolean' && isBit(right)) return [left.sql, bit(right)];
  if (right.kind === 'boolean' && isBit(left)) return [bit(left), right.sql];
  const number = (value: Typed): Typed =>
    value.kind === 'boolean' ? { ...asNumber(value), affinity: value.affinity } : value;
  return comparable(number(left), number(right));
}

/** Moments that SQLite keeps as numbers compare as numbers. */
function counted(left: Typed, right: Typed): Pair {
  if (left.form === right.form && left.kind === right.kind) return [left.sql, right.sql];
  const number = (value: Typed): Typed =>
    value.form ? { ...asNumber(value), affinity: value.affinity } : value;
  return comparable(number(left), number(right));
}

const FORMS = {
  date: /^\d{4}-\d\d-\d\d$/,
  timestamp: /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?$/,
  timestamptz: /^$/,
  time: /^\d\d:\d\d:\d\d$/,
} as const;

/** SQLite compares moments as the texts they are; where a literal has the full form, comparing as moments is the same. */
function texts(left: Typed, right: Typed): [string, string] {
  if (isMoment(left) && left.kind === right.kind) return [left.sql, right.sql];
  for (const [moment, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!isMoment(moment) || other.literal === undefined) continue;
    if (FORMS[moment.kind as keyof typeof FORMS].test(other.literal)) return [left.sql, right.sql];
  }
  if (left.kind === 'uuid' && right.kind === 'uuid') return [left.sql, right.sql];
  const collation = left.explicit
    ? left.collation
    : right.explicit
      ? right.collation
      : (left.collation ?? right.collation);
  return [folded(asText(left), collation), folded(asText(right), collation)];
}

/** The C collation compares bytes, as BINARY does, and lowers ASCII letters alone, as NOCASE does. */
export function folded(sql: string, collation: string | undefined): string {
  if (collation === 'NOCASE') return `lower(${sql} COLLATE "C")`;
  if (collation === 'RTRIM') return `rtrim(${sql}, ' ') COLLATE "C"`;
  if (collation === undefined || collation === 'BINARY') return `${sql} COLLATE "C"`;
  throw new Untranslatable(`the collation ${collation} is the application's own`);
}

const isNumeric = ({ affinity }: Typed) =>
  affinity === 'integer' || affinity === 'real' || affinity === 'numeric';

/** Numbers beside texts: https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison */
function mixed(left: Typed, right: Typed): Pair {
  if (isNumeric(left) && !isNumeric(right)) return ordered(left, numberIfItCan(right));
  if (isNumeric(right) && !isNumeric(left)) return ordered(numberIfItCan(left), right);
  const plainText = (side: Typed, other: Typed) =>
    side.affinity === 'text' && (other.affinity === undefined || other.affinity === 'blob');
  if (plainText(left, right) || plainText(right, left)) return texts(left, textOf(right, left));
  return ordered(left, right);
}

function textOf(value: Typed, like: Typed): Typed {
  return { sql: asText(value), kind: 'text', collation: value.collation ?? like.collation };
}

/** A text that is a number throughout becomes one beside a number's column. */
function numberIfItCan(value: Typed): Typed {
  if (isNumber(value)) return value;
  if (value.literal !== undefined && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(value.literal)) {
    return asNumber(value);
  }
  const any = asAny(asValue(value));
  return { ...any, sql: `howdah_sqlite.number_if(${any.sql})` };
}

/** Numbers before texts, texts by their bytes: in one value that PostgreSQL orders so. */
function ordered(left: Typed, right: Typed): Pair {
  if (isNumber(left) && isNumber(right)) return [left.sql, right.sql];
  for (const { collation } of [left, right]) {
    if (collation !== undefined && collation !== 'BINARY')
      throw new Untranslatable('a number is compared with a text of another collation');
  }
  return [asAny(left).sql, asAny(right).sql, 'any'];
}
