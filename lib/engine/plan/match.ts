/** A table whose rows go into one that the application made: mapped by name, types as they are there. */
import type { CatalogColumn, CatalogTable } from '../source/catalog.ts';
import { fingerprint, type TableShape } from '../target/shape.ts';
import type { ColumnPlan, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { blocker, info } from './findings.ts';
import { matchColumn } from './match-column.ts';
import { rowsKey, stagedKeys } from './match-keys.ts';

type Bare = Omit<
  TablePlan,
  'columns' | 'primaryKey' | 'identity' | 'indexes' | 'checks' | 'match' | 'existing'
>;

/**
 * The table's plan, where one stands there that rows can go into; null where none does, which is found as a blocker.
 * `asNew` plans a column that is missing there, so that nothing goes unmentioned.
 */
export function matchTable(
  context: PlanContext,
  table: CatalogTable,
  bare: Bare,
  asNew: (column: CatalogColumn) => ColumnPlan,
): TablePlan | null {
  const rows = context.rowsMode(table.name);
  const there = context.counterparts.get(table.name);
  if (rows === null) return null;
  if (!there) {
    const params = { table: table.name, name: bare.target, schema: context.options.schema };
    context.find(blocker('MAT-TABLE-MISSING', table.name, params));
    return null;
  }
  if (there.kind !== 'r' && there.kind !== 'p') {
    context.find(blocker('MAT-KIND', table.name, { table: table.name, name: there.name }));
    return null;
  }
  const differences: NonNullable<TablePlan['existing']>['differences'] = [];
  const columns = table.columns.map((column): ColumnPlan => {
    const target = context.targetColumn(table.name, column.name);
    const counterpart = there.columns.find(({ name }) => name === target);
    if (!counterpart) {
      const plan = asNew(column);
      const place = `${table.name}.${column.name}`;
      const params = { column: place, name: plan.target, table: there.name, type: plan.type };
      context.find(blocker('MAT-COLUMN-MISSING', place, params));
      differences.push({ column: plan.target, here: plan.type, there: null });
      return plan;
    }
    const { plan, here } = matchColumn(context, table, column, counterpart);
    if (here !== counterpart.type) {
      differences.push({ column: plan.target, here, there: counterpart.type });
    }
    return plan;
  });
  const matched = columns.filter(({ target }) => there.columns.some(({ name }) => name === target));
  const extra = extraColumns(context, table.name, there, new Set(matched.map(({ target }) => target)));
  for (const { name, type } of extra) differences.push({ column: name, here: null, there: type });
  return {
    ...bare,
    target: there.name,
    columns,
    ...stagedKeys(there, matched),
    identity: numbered(context, table, there, matched),
    checks: [],
    match: {
      rows,
      key: rowsKey(context, table.name, rows, there, matched),
      shape: fingerprint(there),
      extra: extra.map(({ name, staged, expression }) => ({
        name,
        staged,
        default: staged ? expression : null,
      })),
      foreignKeys: there.foreignKeys
        .filter((key) => key.columns.every((name) => matched.some((column) => column.target === name)))
        .map(({ name, columns: own, parentSchema, parent, references }) => ({
          name,
          columns: own,
          schema: parentSchema,
          table: parent,
          references,
        })),
    },
    existing: { rows: there.estimatedRows, differences },
  };
}

/** What the table there has beyond the source: rows get its default or NULL, unless it wants a value. */
function extraColumns(context: PlanContext, table: string, there: TableShape, matched: Set<string>) {
  return there.columns
    .filter((column) => !matched.has(column.name))
    .map((column) => {
      const { name, type, expression } = column;
      const place = `${table}.${name}`;
      const params = { table, name, type };
      if (column.generated || column.identity !== 'no') {
        context.find(info('MAT-EXTRA-COMPUTED', place, params));
      } else if (expression !== null) {
        context.find(info('MAT-EXTRA-DEFAULT', place, { ...params, expression }));
      } else if (column.notNull) {
        context.find(blocker('MAT-EXTRA-REQUIRED', place, params));
      } else {
        context.find(info('MAT-EXTRA-NULL', place, params));
      }
      const computed = column.identity !== 'no' || column.acts;
      return { name, type, staged: !computed, expression: column.generated ? null : expression };
    });
}

/** The source's own number for the next row, where the column there counts on by itself. */
function numbered(
  context: PlanContext,
  table: CatalogTable,
  there: TableShape,
  matched: ColumnPlan[],
): TablePlan['identity'] {
  const column = matched.find(({ source }) => source === table.rowidColumn);
  const counts = there.columns.find(({ name }) => name === column?.target)?.sequence;
  if (!column || !counts) return null;
  const largest = BigInt(context.profile(table.name).columns[column.source]?.maxInteger ?? 0);
  const last = BigInt(table.sequence ?? 0);
  return { column: column.target, last: String(largest > last ? largest : last) };
}
