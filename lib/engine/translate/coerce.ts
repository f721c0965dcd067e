/** Values taken as another kind, with SQLite's meaning of it. */
import { numberOfMoment } from './epoch-forms.ts';
import { isMoment, isNumber, type Kind, type Typed, Untranslatable } from './typed.ts';

const NUMERIC_TEXT = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/;

/** As a condition: numbers are true where they are not zero. */
export function asBoolean(value: Typed): string {
  if (value.kind === 'boolean') return value.sql;
  if (value.kind === 'null') return 'NULL::boolean';
  return `(${asNumber(value).sql} <> 0)`;
}

/** As a number for arithmetic. */
export function asNumber(value: Typed): Typed {
  if (value.kind === 'numeric' && value.affinity !== undefined) {
    // NUMERIC affinity stores 3.0 as the whole number 3; a column's scale must not make it a real one.
    return { sql: `trim_scale(${value.sql})`, kind: 'numeric', scaled: true };
  }
  if (isNumber(value)) return value;
  if (value.kind === 'boolean') return { sql: `(${value.sql})::int::bigint`, kind: 'integer' };
  if (value.kind === 'null') return { sql: 'NULL::bigint', kind: 'integer' };
  if (value.kind === 'any') {
    return { sql: `howdah_sqlite.to_number(${value.sql})`, kind: 'numeric', scaled: true };
  }
  if (value.form) return numberOfMoment(value, value.form);
  if (value.literal !== undefined && NUMERIC_TEXT.test(value.literal))
    return numberLiteral(value.literal.trim());
  // The longest prefix that is a number counts, otherwise zero: SQLite adds names without a word.
  if (value.kind === 'bytea' || value.kind === 'json' || value.kind === 'jsonb')
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
      return value.loose ? `(${value.sql} COLLATE "C")` : value.sql;
    case 'null':
      return 'NULL::text';
    case 'boolean':
      return `(${value.sql})::int::text`;
    case 'double':
      return `howdah_sqlite.real_text(${value.sql})`;
    case 'numeric':
      return value.scaled || value.affinity !== undefined
        ? `howdah_sqlite.number_text(${asNumber(value).sql})`
        : `howdah_sqlite.real_text((${value.sql})::double precision)`;
    case 'any':
      return `howdah_sqlite.any_text(${value.sql})`;
    case 'bytea':
      return `convert_from(${value.sql}, 'UTF8')`;
    case 'jsonb':
      throw new Untranslatable('jsonb does not keep how the text was written');
    default:
      if (value.form) return asText(numberOfMoment(value, value.form));
      // PostgreSQL's own cast depends on the session's settings, so that nothing could be generated or indexed.
      return isMoment(value) ? `howdah_sqlite.moment_text(${value.sql})` : `(${value.sql})::text`;
  }
}

/** As a value whose kind each row says. */
export function asAny(value: Typed): Typed {
  const any = (sql: string): Typed => ({ sql, kind: 'any' });
  switch (value.kind) {
    case 'any':
      return value;
    case 'null':
      return any('NULL::jsonb');
    case 'integer':
      return any(`howdah_sqlite.to_any((${value.sql})::bigint)`);
    case 'double':
      return any(`howdah_sqlite.to_any(${value.sql})`);
    case 'numeric':
      return value.scaled || value.affinity !== undefined
        ? any(`howdah_sqlite.to_any(${asNumber(value).sql})`)
        : any(`howdah_sqlite.to_any((${value.sql})::double precision)`);
    case 'boolean':
      return any(`howdah_sqlite.to_any((${value.sql})::int::bigint)`);
    case 'bytea':
    case 'jsonb':
      throw new Untranslatable(`a ${value.kind} among values of other kinds`);
    default:
      if (value.form) return asAny(asNumber(value));
      return any(`howdah_sqlite.to_any((${asText(value)})::text)`);
  }
}

/** What a result column or a stored value is: conditions become numbers again. */
export function asValue(value: Typed): Typed {
  return value.kind === 'boolean' && value.logical
    ? { sql: `(${value.sql})::int::bigint`, kind: 'integer' }
    : value;
}

export interface Unified {
  kind: Kind;
  form?: Typed['form'];
  sql: string[];
}

/** Several values brought to one kind, as CASE, coalesce and IN need. */
export function unify(values: Typed[]): Unified {
  const plain = values.map(asValue);
  const kinds = [...new Set(plain.map(({ kind }) => kind).filter((kind) => kind !== 'null'))];
  const forms = [...new Set(plain.filter(({ kind }) => kind !== 'null').map(({ form }) => form))];
  if (kinds.length <= 1 && forms.length <= 1) {
    return { kind: kinds[0] ?? 'null', form: forms[0], sql: plain.map(({ sql }) => sql) };
  }
  if (kinds.every((kind) => kind === 'integer' || kind === 'double' || kind === 'numeric')) {
    const kind = kinds.includes('double') ? 'double' : 'numeric';
    return { kind, sql: plain.map(({ sql }) => sql) };
  }
  if (kinds.includes('boolean') && plain.every((value) => value.kind === 'boolean' || isBit(value))) {
    return { kind: 'boolean', sql: plain.map((value) => (isBit(value) ? bit(value) : value.sql)) };
  }
  if (plain.every((value) => isTextual(value))) return { kind: 'text', sql: plain.map(asText) };
  return { kind: 'any', sql: plain.map((value) => asAny(value).sql) };
}

/** Text to SQLite, whatever PostgreSQL makes of it. */
export function isTextual(value: Typed): boolean {
  return ['text', 'uuid', 'json', 'null'].includes(value.kind) || (isMoment(value) && !value.form);
}

/** A literal 0 or 1, which beside a boolean column means false or true. */
export function isBit({ kind, literal }: Typed): boolean {
  return kind === 'null' || (kind === 'integer' && (literal === '0' || literal === '1'));
}

export function bit({ kind, literal }: Typed): string {
  return kind === 'null' ? 'NULL' : literal === '1' ? 'true' : 'false';
}
