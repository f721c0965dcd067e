/** The keys of a table that stands there: those that staged rows keep to, and the one that tells rows apart. */
import type { ShapeKey, TableShape } from '../target/shape.ts';
import type { ColumnPlan, IndexPlan, RowsMode, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { blocker, info } from './findings.ts';

/** Unique keys whose columns all come from the source: rows that violate one are refused in staging already. */
export function stagedKeys(
  there: TableShape,
  columns: ColumnPlan[],
): Pick<TablePlan, 'primaryKey' | 'indexes'> {
  const names = new Set(columns.map((column) => column.target));
  const usable = there.keys.filter((key) => key.unique && key.uses.every((name) => names.has(name)));
  const primary = usable.find((key) => key.kind === 'primary');
  return {
    primaryKey: primary ? { name: primary.name, columns: columnsOf(primary) } : null,
    indexes: usable.filter((key) => key !== primary).map(indexOf),
  };
}

function indexOf(key: ShapeKey): IndexPlan {
  return {
    source: key.name,
    target: key.name,
    unique: true,
    method: 'btree',
    constraint: key.kind === 'unique',
    columns: key.parts.map(({ column, expression }) => ({
      name: column ?? expression,
      expression: column === null ? expression : null,
      desc: false,
      nocase: false,
    })),
    where: key.where,
  };
}

function columnsOf(key: ShapeKey): string[] {
  return key.parts.flatMap(({ column }) => column ?? []);
}

/** The columns by which rows are the same: the primary key, else a unique constraint. Upsert cannot do without. */
export function rowsKey(
  context: PlanContext,
  table: string,
  rows: RowsMode,
  there: TableShape,
  columns: ColumnPlan[],
): string[] {
  const names = new Set(
    columns.filter(({ generated, notNull }) => generated === null && notNull).map(({ target }) => target),
  );
  const key = there.keys.find(
    ({ kind, unique, deferrable, where, parts }) =>
      kind !== 'index' &&
      unique &&
      // ON CONFLICT cannot wait for the end of the transaction.
      !deferrable &&
      where === null &&
      parts.every(({ column }) => column !== null && names.has(column)),
  );
  const found = key ? columnsOf(key) : [];
  if (rows !== 'upsert') return found;
  if (found.length === 0) {
    const known = there.keys.filter(({ unique, kind }) => unique && kind !== 'index').map(({ name }) => name);
    const params = { table, name: there.name, keys: known.join(', ') || '–' };
    context.find(blocker('MAT-NO-KEY', table, params));
  } else {
    context.find(info('MAT-UPSERT', table, { table, name: there.name, key: found.join(', ') }));
  }
  return found;
}
