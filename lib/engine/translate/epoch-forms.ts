/** Moments that SQLite keeps as numbers: both directions, in PostgreSQL's SQL. */
import type { TimeForm } from '../epochs.ts';
import type { Kind } from './typed.ts';

interface Form {
  kind: Kind;
  number: (epoch: string) => string;
  /** Seconds since 1970 from the number. */
  seconds: (number: string) => string;
}

const counting = (factor: string, shift: string): Form => ({
  kind: 'integer',
  number: (epoch) => `floor(${epoch} * ${factor} + ${shift})::bigint`,
  seconds: (number) => `(((${number})::numeric - ${shift}) / ${factor})`,
});

const FORMS: Record<TimeForm, Form> = {
  'unix-seconds': counting('1', '0'),
  'unix-milliseconds': counting('1000', '0'),
  'unix-microseconds': counting('1000000', '0'),
  'chrome-microseconds': counting('1000000', '11644473600000000'),
  'apple-seconds': counting('1', '-978307200'),
  'julian-day': {
    kind: 'double',
    number: (epoch) => `((${epoch} * 1000 + 210866760000000)::double precision / 86400000)`,
    seconds: (number) => `(((${number})::numeric - 2440587.5) * 86400)`,
  },
};

/** The number that SQLite holds for a moment. */
export function numberOfMoment(
  moment: { sql: string; kind: Kind },
  form: TimeForm,
): { sql: string; kind: Kind } {
  const { kind, number } = FORMS[form];
  // Of a time with a zone, PostgreSQL asks the session's settings even where they do not matter.
  const plain = moment.kind === 'timestamptz' ? `timezone('UTC', ${moment.sql})` : moment.sql;
  return { sql: number(`extract(epoch FROM ${plain})`), kind };
}

/** The moment that SQLite's number stands for. */
export function momentOfNumber(sql: string, form: TimeForm, type: string): string {
  const moment = `to_timestamp((${FORMS[form].seconds(sql)})::double precision)`;
  return type === 'timestamp with time zone' ? moment : `(${moment} AT TIME ZONE 'UTC')::${type}`;
}
