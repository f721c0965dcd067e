/** Values taken as another kind, with SQLite's meaning of it. */
import { isNumber, type Kind, type Typed, Untranslatable } from './typed.ts';

const NUMERIC_TEXT = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/;

/** As a condition: numbers are true where they are not zero. */
export function asBoolean(value: Typed): string {
  if (value.kind === 'boolean') return value.sql;
  if (value.kind === 'null') return 'NULL::boolean';
  if (isNumber(value)) return `(${value.sql} <> 0)`;
  if (value.kind === 'text') return `(howdah_sqlite.to_real(${value.sql}) <> 0)`;
  throw new Untranslatable(`a ${value.kind} stands where a condition is wanted`);
}

/** As a number for arithmetic. */
export function asNumber(value: Typed): Typed {
  if (isNumber(value)) return value;
  if (value.kind === 'boolean') return { sql: `(${value.sql})::int::bigint`, kind: 'integer' };
  if (value.kind === 'null') return { sql: 'NULL::bigint', kind: 'integer' };
  if (value.literal !== undefined && NUMERIC_TEXT.test(value.literal))
    return numberLiteral(value.literal.trim());
  // The longest prefix that is a number counts, otherwise zero: SQLite adds names without a word.
  if (value.kind === 'bytea' || value.kind === 'json')
    throw new Untranslatable(`arithmetic on a ${value.kind}`);
  return { sql: `howdah_sqlite.to_real(${asText(value)})`, kind: 'double' };
}

export function numberLiteral(text: string): Typed {
  const integer = /^[+-]?\d+$/.test(text) && BigInt(text) < 2n ** 63n && BigInt(text) >= -(2n ** 63n);
  return integer
    ? { sql: `${text}`, kind: 'integer', literal: text }
    : { sql: `'${text}'::double precision`, kind: 'double', literal: text };
}

/** As SQLite prints it. */
export function asText(value: Typed): string {
  switch (value.kind) {
    case 'text':
      return value.sql;
    case 'null':
      return 'NULL::text';
    case 'boolean':
      return `(${value.sql})::int::text`;
    case 'double':
    case 'numeric':
      return `howdah_sqlite.real_text(${value.sql}::double precision)`;
    case 'bytea':
      return `convert_from(${value.sql}, 'UTF8')`;
    default:
      return `(${value.sql})::text`;
  }
}

/** What a result column or a stored value is: conditions become numbers again. */
export function asValue(value: Typed): Typed {
  return value.kind === 'boolean' && value.logical
    ? { sql: `(${value.sql})::int::bigint`, kind: 'integer' }
    : value;
}

/** Several values brought to one kind, as CASE, coalesce and IN need. */
export function unify(values: Typed[]): { kind: Kind; sql: string[] } {
  const plain = values.map(asValue);
  const kinds = [...new Set(plain.map(({ kind }) => kind).filter((kind) => kind !== 'null'))];
  if (kinds.length <= 1) return { kind: kinds[0] ?? 'null', sql: plain.map(({ sql }) => sql) };
  if (kinds.every((kind) => kind === 'integer' || kind === 'double' || kind === 'numeric')) {
    return { kind: kinds.includes('double') ? 'double' : 'numeric', sql: plain.map(({ sql }) => sql) };
  }
  if (kinds.includes('boolean') && plain.every((value) => value.kind === 'boolean' || isBit(value))) {
    return { kind: 'boolean', sql: plain.map((value) => (isBit(value) ? bit(value) : value.sql)) };
  }
  const [moment] = kinds.filter(
    (kind) => kind === 'date' || kind === 'timestamp' || kind === 'timestamptz' || kind === 'time',
  );
  if (moment && kinds.every((kind) => kind === moment || kind === 'text')) {
    return { kind: 'text', sql: plain.map(asText) };
  }
  throw new Untranslatable(`values of different kinds (${kinds.join(', ')}) in one place`);
}

/** A literal 0 or 1, which beside a boolean column means false or true. */
export function isBit({ kind, literal }: Typed): boolean {
  return kind === 'null' || (kind === 'integer' && (literal === '0' || literal === '1'));
}

export function bit({ kind, literal }: Typed): string {
  return kind === 'null' ? 'NULL' : literal === '1' ? 'true' : 'false';
}
