/** A table of the source without the columns that a choice leaves out, and without what stands on them. */

import { overrideError } from '../errors.ts';
import type { TableChoices } from '../overrides.ts';
import type { CatalogIndex, CatalogTable } from '../source/catalog.ts';
import { sameName } from '../sql/fold.ts';
import type { ObjectPlan } from '../types.ts';
import { columnPlace } from './choices.ts';

export interface Narrowed {
  table: CatalogTable;
  excluded: string[];
  /** Indexes and keys that go with the columns. */
  lost: ObjectPlan[];
}

/**
 * `unreadable`: columns whose values SQLite cannot compute, with its reason. `keyMayGo`: another key tells the rows
 * apart, as where they go into a table that stands there.
 */
export function narrowTable(
  table: CatalogTable,
  choices: TableChoices | undefined,
  unreadable: Map<string, string>,
  keyMayGo = false,
): Narrowed {
  const excluded = Object.entries(choices?.columns ?? {}).flatMap(([name, { exclude }]) =>
    exclude ? [name] : [],
  );
  const lacking = [...unreadable.keys()].filter((name) => !excluded.includes(name));
  if (excluded.length + lacking.length === 0) return { table, excluded, lost: [] };
  const gone = (name: string | null) =>
    name !== null && [...excluded, ...lacking].some((column) => sameName(column, name));
  for (const column of table.columns) {
    if (column.pk === 0 || !gone(column.name) || (keyMayGo && table.rowid !== null)) continue;
    throw overrideError(
      columnPlace(table.name, column.name, 'exclude'),
      'the column is part of the primary key.',
      'Keep it: it is what tells the rows apart.',
    );
  }
  const columns = table.columns.filter((column) => !gone(column.name));
  if (columns.length === 0) {
    throw overrideError(`tables.${table.name}`, 'no column is left.', 'Exclude the whole table instead.');
  }
  const reason = (name: string) =>
    lacking.some((column) => sameName(column, name))
      ? `the values of column ${name} cannot be computed`
      : `column ${name} is left out by choice`;
  const lost = lacking.map((name): ObjectPlan => {
    const cause = `SQLite cannot compute its values: ${unreadable.get(name)}`;
    return {
      kind: 'generated-column',
      name,
      table: table.name,
      outcome: 'left-out',
      reason: cause,
      sql: null,
    };
  });
  const object = (kind: ObjectPlan['kind'], name: string, column: string, sql: string | null) =>
    lost.push({ kind, name, table: table.name, outcome: 'left-out', reason: reason(column), sql });
  const firstGone = (index: CatalogIndex) => index.columns.find(({ name }) => gone(name))?.name;
  const indexes = table.indexes.filter((index) => {
    const column = firstGone(index);
    if (column != null)
      object(index.origin === 'create' ? 'index' : index.origin, index.name, column, index.sql);
    return column == null;
  });
  const foreignKeys = table.foreignKeys.filter((key) => {
    const column = key.from.find(gone);
    if (column) object('foreign-key', `${table.name}(${key.from.join(', ')})`, column, null);
    return !column;
  });
  return { table: { ...table, columns, indexes, foreignKeys }, excluded, lost };
}
