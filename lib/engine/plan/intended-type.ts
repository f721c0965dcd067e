/** What a person who declared the column so will have meant. */
import { decimalForm } from '../source/forms.ts';
import type { ColumnProfile } from '../source/profile.ts';
import { type Facts, NUMBER } from './type-rules.ts';

export interface Intended {
  /** In words, for findings. */
  name: string;
  /** The PostgreSQL type that fits best. */
  type: string;
  accepts: RegExp;
  /** How many values fit it. */
  fitting: (profile: ColumnProfile) => number;
}

/** Null where the declaration says nothing. */
export function intendedType({ declared, affinity, profile }: Facts): Intended | null {
  const of = (type: string, accepts: RegExp, fitting: Intended['fitting'], name = type) => ({
    name,
    type,
    accepts,
    fitting,
  });
  const decimal = decimalForm(declared);
  if (/BOOL/i.test(declared)) return of('boolean', /^boolean$/, (p) => p.forms.boolean ?? 0);
  if (/JSON/i.test(declared)) return of('jsonb', /^json/, (p) => p.forms.json ?? 0, 'JSON');
  if (/UUID|GUID|UNIQUEIDENTIFIER/i.test(declared)) return of('uuid', /^uuid$/, (p) => p.forms.uuid ?? 0);
  if (decimal) return of(decimal.replace('decimal', 'numeric'), /^numeric\(/, (p) => p.forms[decimal] ?? 0);
  if (NUMBER.test(declared)) {
    return of('numeric', /^(numeric|double)/, (p) => p.integers + p.reals);
  }
  if (/DATE|TIME/i.test(declared)) return timeType(profile);
  if (affinity === 'integer') return of('bigint', /^(bigint|integer|smallint)$/, (p) => p.integers);
  if (affinity === 'real') return of('double precision', /^double/, (p) => p.integers + p.reals);
  if (affinity === 'text') {
    const limited = /CHAR[A-Z ]*\(\s*(\d+)\s*\)/i.exec(declared)?.[1];
    return limited
      ? of(`character varying(${limited})`, /^character varying/, (p) => p.texts)
      : of('text', /^text$/, (p) => p.texts);
  }
  if (affinity === 'blob' && declared !== '') return of('bytea', /^bytea$/, (p) => p.blobs);
  return null;
}

const TIME_TYPES = {
  timestamp: 'timestamp without time zone',
  date: 'date',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
} as const;

/** The form that most values have decides. */
function timeType({ forms }: ColumnProfile): Intended {
  const names = Object.keys(TIME_TYPES) as (keyof typeof TIME_TYPES)[];
  const best = names.reduce((a, b) => ((forms[b] ?? 0) > (forms[a] ?? 0) ? b : a));
  return {
    name: 'dates or times of one form',
    type: TIME_TYPES[best],
    accepts: /^(date|time)/,
    fitting: (p) => Math.max(...names.map((form) => p.forms[form] ?? 0)),
  };
}
