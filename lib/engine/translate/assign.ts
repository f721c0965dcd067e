/** A value on its way into a column, as SQLite's affinity would take it, or not at all. */
import { asText, asValue, bit, isBit } from './coerce.ts';
import { isMoment, isNumber, kindOf, type Typed, Untranslatable } from './typed.ts';

/** SQL of the value for a column of PostgreSQL type `type`. Throws Untranslatable where it may not fit. */
export function assigned(value: Typed, type: string): string {
  const kind = kindOf(type);
  if (value.kind === 'null') return `NULL::${type}`;
  if (kind === 'boolean') {
    if (value.kind === 'boolean') return value.sql;
    if (isBit(value)) return bit(value);
    if (value.kind === 'integer') return `(${value.sql} <> 0)`;
  }
  const plain = asValue(value);
  if (plain.kind === kind) return kind === 'text' && type !== 'text' ? `(${plain.sql})::text` : plain.sql;
  if (kind === 'text') return asText(plain);
  if (isNumber(plain) && (kind === 'double' || kind === 'numeric')) return `(${plain.sql})::${type}`;
  if (plain.kind === 'boolean' && isNumber({ sql: '', kind })) return `(${plain.sql})::int::bigint`;
  // 'now', 'today' and 'infinity' are moments to PostgreSQL and words to SQLite.
  if (plain.literal !== undefined && !/\d/.test(plain.literal)) {
    throw new Untranslatable(`the text ${plain.literal} goes into a column of type ${type}`);
  }
  if (plain.kind === 'text' && (isMoment({ sql: '', kind }) || kind === 'json' || kind === 'uuid')) {
    return `(${plain.sql})::${type}`;
  }
  throw new Untranslatable(`a ${plain.kind} goes into a column of type ${type}`);
}
