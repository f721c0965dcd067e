/** Comparisons: affinity and collation decide, https://www.sqlite.org/datatype3.html#comparison_expressions */
import { asNumber, asText, bit, isBit } from './coerce.ts';
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
  const [a, b] = comparable(left, right);
  return { sql: `(${a} ${SQL[op]} ${b})`, kind: 'boolean', logical: true };
}

/** Both sides in one kind, texts folded and ordered as SQLite does. */
export function comparable(left: Typed, right: Typed): [string, string] {
  if (left.kind === 'null' || right.kind === 'null') return [left.sql, right.sql];
  if (left.kind === 'boolean' || right.kind === 'boolean') return booleans(left, right);
  if (isNumber(left) && isNumber(right)) return [left.sql, right.sql];
  if (isMoment(left) || isMoment(right)) return moments(left, right);
  if (isNumber(left) || isNumber(right)) return numberAndOther(left, right);
  if (left.kind === 'bytea' && right.kind === 'bytea') return [left.sql, right.sql];
  if (left.kind === right.kind || isTextual(left, right)) return texts(left, right);
  throw new Untranslatable(`a ${left.kind} is compared with a ${right.kind}`);
}

function booleans(left: Typed, right: Typed): [string, string] {
  if (left.kind === 'boolean' && right.kind === 'boolean') return [left.sql, right.sql];
  if (left.kind === 'boolean' && isBit(right)) return [left.sql, bit(right)];
  if (right.kind === 'boolean' && isBit(left)) return [bit(left), right.sql];
  return [asNumber(left).sql, asNumber(right).sql];
}

function isTextual(left: Typed, right: Typed): boolean {
  return [left, right].every(
    ({ kind, literal }) => kind === 'text' || (kind === 'uuid' && literal === undefined),
  );
}

function texts(left: Typed, right: Typed): [string, string] {
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

const FORMS = {
  date: /^\d{4}-\d\d-\d\d$/,
  timestamp: /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?$/,
  timestamptz: /^$/,
  time: /^\d\d:\d\d:\d\d$/,
} as const;

/** SQLite compares these as the texts they are; where a literal has the full form, comparing as moments is the same. */
function moments(left: Typed, right: Typed): [string, string] {
  if (left.kind === right.kind) return [left.sql, right.sql];
  const [moment, other] = isMoment(left) ? [left, right] : [right, left];
  if (other.literal !== undefined && FORMS[moment.kind as keyof typeof FORMS].test(other.literal)) {
    return [left.sql, right.sql];
  }
  if (other.kind !== 'text' && !isMoment(other))
    throw new Untranslatable(`a ${moment.kind} is compared with a ${other.kind}`);
  return texts(left, right);
}

/** A column's affinity converts the other side: https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison */
function numberAndOther(left: Typed, right: Typed): [string, string] {
  const [number, other] = isNumber(left) ? [left, right] : [right, left];
  if (other.kind !== 'text') throw new Untranslatable(`a number is compared with a ${other.kind}`);
  if (other.affinity === 'text' && number.affinity === undefined) return texts(left, right);
  if (number.affinity !== undefined && other.literal !== undefined) {
    return [asNumber(left).sql, asNumber(right).sql];
  }
  throw new Untranslatable('a number is compared with a text');
}
