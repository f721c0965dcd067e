/** An expression of PostgreSQL with what is known of its value: enough to give every operator SQLite's meaning. */
import type { TimeForm } from '../epochs.ts';
import type { Affinity } from '../source/catalog.ts';

export type Kind =
  /** Each row's value says what it is: a jsonb number or string. JSON members are so, and values of several kinds. */
  | 'any'
  | 'integer'
  | 'double'
  | 'numeric'
  | 'text'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamptz'
  | 'bytea'
  | 'json'
  | 'jsonb'
  | 'uuid'
  | 'null';

export interface Typed {
  sql: string;
  kind: Kind;
  /** A comparison or the like: SQLite calls it 1 or 0, PostgreSQL true or false. A boolean column is not logical. */
  logical?: boolean;
  /** Of a column; expressions have none, and then comparing converts nothing. */
  affinity?: Affinity;
  /** COLLATE of the column, or written on the expression (`explicit`), where it is not BINARY. */
  collation?: string;
  explicit?: boolean;
  /** Its column's collation calls different texts the same: functions of PostgreSQL that compare must not use it. */
  loose?: boolean;
  /** The value of a literal, as text. */
  literal?: string;
  /** A moment that is a number in SQLite, and how it counts. */
  form?: TimeForm;
  /** A numeric whose scale tells whole numbers from real ones: 3 and 3.0. */
  scaled?: boolean;
  /** SQL of the value's JSON text, where it is JSON and not merely text that looks like it. */
  json?: string;
}

/** What cannot be given the same meaning. The message completes "it is left out: …". */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}

export function kindOf(type: string): Kind {
  if (/^(bigint|integer|smallint)$/.test(type)) return 'integer';
  if (/^(double|real)/.test(type)) return 'double';
  if (/^numeric/.test(type)) return 'numeric';
  if (type === 'boolean') return 'boolean';
  if (type === 'date') return 'date';
  if (type.startsWith('timestamp')) return type.endsWith('with time zone') ? 'timestamptz' : 'timestamp';
  if (type.startsWith('time')) return 'time';
  if (type === 'bytea') return 'bytea';
  if (type === 'jsonb' || type === 'json') return type;
  return type === 'uuid' ? 'uuid' : 'text';
}

export const isNumber = ({ kind }: Typed) => kind === 'integer' || kind === 'double' || kind === 'numeric';
export const isMoment = ({ kind }: Typed) =>
  kind === 'date' || kind === 'timestamp' || kind === 'timestamptz' || kind === 'time';

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  if (text.includes('\0')) throw new Untranslatable('a text in it holds a NUL character');
  return text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;
}
