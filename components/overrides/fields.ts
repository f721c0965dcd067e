/** Every choice that the page offers, by where it stands in the document. Pure. */
import { TIME_FORMS } from '../../lib/engine/epochs.ts';
import {
  BadText,
  Misfits,
  NameMode,
  Orphans,
  RowsMode,
  SearchConfiguration,
} from '../../lib/engine/types.ts';
import type { Place } from './document.ts';

export type FieldKind =
  /** One of a list. */
  | { kind: 'one-of'; values: readonly string[] }
  /** Yes, or nothing. */
  | { kind: 'flag' }
  | { kind: 'name' }
  | { kind: 'type' }
  | { kind: 'zone' }
  | { kind: 'condition' }
  /** An expression, or expressly none. */
  | { kind: 'default' };

export type Fields = Record<string, FieldKind>;

const oneOf = (values: readonly string[]): FieldKind => ({ kind: 'one-of', values });

const NOCASE = oneOf(['index', 'collation']);

export const DATABASE_FIELDS = {
  names: oneOf(NameMode.options),
  integers: oneOf(['bigint', 'smallest']),
  lengths: oneOf(['keep', 'text']),
  zone: { kind: 'zone' },
  misfits: oneOf(Misfits.options),
  text: oneOf(BadText.options),
  nocase: NOCASE,
  orphans: oneOf(Orphans.options),
  match: oneOf(RowsMode.options),
} as const satisfies Fields;

export const TABLE_FIELDS = {
  rename: { kind: 'name' },
  where: { kind: 'condition' },
  orphans: oneOf(Orphans.options),
  match: oneOf(RowsMode.options),
  search: oneOf(SearchConfiguration.options),
  rowsOnly: { kind: 'flag' },
  exclude: { kind: 'flag' },
} as const satisfies Fields;

export const COLUMN_FIELDS = {
  type: { kind: 'type' },
  misfits: oneOf(Misfits.options),
  form: oneOf(TIME_FORMS),
  zone: { kind: 'zone' },
  text: oneOf(BadText.options),
  nocase: NOCASE,
  empty: oneOf(['keep', 'null']),
  rename: { kind: 'name' },
  default: { kind: 'default' },
  exclude: { kind: 'flag' },
} as const satisfies Fields;

export type FieldName = keyof typeof DATABASE_FIELDS | keyof typeof TABLE_FIELDS | keyof typeof COLUMN_FIELDS;

/** Null for a place that no field of the page stands for. */
export function fieldAt(place: Place): FieldKind | null {
  const fields: Fields =
    place.length === 1 ? DATABASE_FIELDS : place.length === 3 ? TABLE_FIELDS : COLUMN_FIELDS;
  const name = place.at(-1) ?? '';
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}
