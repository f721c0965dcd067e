/** A value on its way into a column, as SQLite's affinity would take it, or not at all. */
import type { TimeForm } from '../epochs.ts';
import { asNumber, asText, asValue, bit, isBit } from './coerce.ts';
import { momentOfNumber } from './epoch-forms.ts';
import { isMoment, isNumber, type Kind, kindOf, type Typed, Untranslatable } from './typed.ts';

/** The column as it is in the target: its type, and how it counts where SQLite keeps its moments as numbers. */
export interface Place {
  type: string;
  form?: TimeForm;
}

/** PostgreSQL's own casts go by the session's settings; without a zone a time is UTC to SQLite. */
const MOMENTS: Partial<Record<Kind, string>> = {
  date: 'to_date',
  time: 'to_time',
  timestamp: 'to_timestamp',
  timestamptz: 'to_timestamptz',
};

/** SQL of the value for a column. Throws Untranslatable where it may not fit. */
export function assigned(value: Typed, { type, form }: Place): string {
  const kind = kindOf(type);
  if (value.kind === 'null') return `NULL::${type}`;
  if (form !== undefined) return counted(asValue(value), type, form);
  if (kind === 'boolean') {
    if (value.kind === 'boolean') return value.sql;
    if (isBit(value)) return bit(value);
    if (value.kind === 'integer') return `(${value.sql} <> 0)`;
  }
  const plain = asValue(value);
  if (plain.form) return assigned({ ...asNumber(plain) }, { type });
  if (plain.kind === kind) return kind === 'text' && type !== 'text' ? `(${plain.sql})::text` : plain.sql;
  if (kind === 'json' || kind === 'jsonb') return toJson(plain, type);
  if (kind === 'text') return plain.kind === 'jsonb' ? `(${plain.sql})::text` : asText(plain);
  const numeric = isNumber({ sql: '', kind });
  if (isNumber(plain) && numeric) {
    // A real number with a fraction stays one in SQLite; a bigint would round it.
    if (kind === 'integer') throw new Untranslatable(`a ${plain.kind} goes into a column of type ${type}`);
    return `(${plain.sql})::${type}`;
  }
  if (plain.kind === 'boolean' && numeric) return `(${plain.sql})::int::bigint`;
  // 'now', 'today' and 'infinity' are moments to PostgreSQL and words to SQLite.
  if (plain.literal !== undefined && !/\d/.test(plain.literal)) {
    throw new Untranslatable(`the text ${plain.literal} goes into a column of type ${type}`);
  }
  // Affinity turns a text that is a number into one; where it is none, PostgreSQL says so.
  if ((plain.kind === 'text' || plain.kind === 'any') && numeric) return `(${asText(plain)})::${type}`;
  if (
    (plain.kind === 'text' || plain.kind === 'any' || isMoment(plain)) &&
    (isMoment({ sql: '', kind }) || kind === 'uuid')
  ) {
    const helper = MOMENTS[kind];
    return helper ? `howdah_sqlite.${helper}(${asText(plain)})` : `(${asText(plain)})::${type}`;
  }
  throw new Untranslatable(`a ${plain.kind} goes into a column of type ${type}`);
}

function toJson(value: Typed, type: string): string {
  if (value.kind === 'json' || value.kind === 'jsonb' || value.kind === 'text')
    return `(${value.sql})::${type}`;
  throw new Untranslatable(`a ${value.kind} goes into a column of type ${type}`);
}

function counted(value: Typed, type: string, form: TimeForm): string {
  if (value.form === form) return value.sql;
  if (value.kind === 'text' && value.literal === undefined) {
    // strftime('%s') and its like: affinity makes it the number that it reads as.
    return momentOfNumber(`(${value.sql})::numeric`, form, type);
  }
  if (!value.form && isMoment(value)) throw new Untranslatable(`a text goes where ${form} are counted`);
  return momentOfNumber(asNumber(value).sql, form, type);
}
