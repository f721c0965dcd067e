/** Columns on both sides of a foreign key get types that PostgreSQL can compare, where their values allow. */
import type { CatalogForeignKey, CatalogTable } from '../source/catalog.ts';
import { quoteName } from '../translate/typed.ts';
import type { ColumnPlan, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { info } from './findings.ts';

/** The referenced columns, by SQLite's names: those of the primary key where the key names none. */
export function referencedColumns(parent: CatalogTable, key: CatalogForeignKey): string[] {
  if (key.to.length > 0) return key.to;
  return parent.columns
    .filter((column) => column.pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
}

/** Whether a foreign key's column of one type can reference a column of another. */
export function canReference(child: string, parent: string): boolean {
  if (child === parent) return true;
  const rank = (type: string) =>
    /^(bigint|integer|smallint)$/.test(type)
      ? 1
      : type.startsWith('numeric')
        ? 2
        : type === 'double precision'
          ? 3
          : 0;
  // The child's value is converted to the parent's type, which must lose nothing.
  if (rank(child) > 0 && rank(parent) > 0) return rank(child) <= rank(parent);
  const isText = (type: string) => /^(text|character varying)/.test(type);
  return isText(child) && isText(parent);
}

/** Before any key is planned, since a column can stand in several. */
export function alignKeyTypes(context: PlanContext, table: CatalogTable, plans: TablePlan[]): void {
  const own = plans.find((plan) => plan.source === table.name);
  if (!own || own.match) return;
  for (const key of table.foreignKeys) {
    const parent = context.targetTable(key.table);
    const other = plans.find((plan) => plan.source === parent?.source.name);
    if (!parent || !other || other.match) continue;
    const to = referencedColumns(parent.source, key);
    key.from.forEach((name, at) => {
      const child = columnOf(own, context.targetColumn(table.name, name));
      const referenced = to[at];
      if (!child || referenced === undefined) return;
      const names = context.columnNames.get(parent.source.name);
      const known = [...(names?.keys() ?? [])].some((one) => one.toLowerCase() === referenced.toLowerCase());
      const above = known ? columnOf(other, context.targetColumn(parent.source.name, referenced)) : undefined;
      if (above && !canReference(child.type, above.type)) align(context, own, child, other, above);
      // Both sides must compare alike.
      if (above?.collation && isText(child)) child.collation = above.collation;
    });
  }
}

function columnOf(plan: TablePlan, target: string): ColumnPlan | undefined {
  return plan.columns.find((column) => column.target === target);
}

function align(
  context: PlanContext,
  own: TablePlan,
  child: ColumnPlan,
  other: TablePlan,
  above: ColumnPlan,
): void {
  const { integers, reals, texts, blobs } = child.values;
  const retype = (plan: TablePlan, column: ColumnPlan, like: Pick<ColumnPlan, 'type' | 'codec' | 'zone'>) => {
    if (!isFree(plan, column)) return;
    Object.assign(column, { type: like.type, codec: like.codec, zone: like.zone });
    const place = `${plan.source}.${column.source}`;
    context.find(info('FK-TYPE', place, { column: place, type: like.type, parent: other.source }));
  };
  if (integers + reals + texts + blobs === 0) {
    retype(own, child, above);
  } else if (reals + texts + blobs === 0 && child.codec === 'decimal' && above.codec === 'integer') {
    retype(own, child, { type: 'bigint', codec: 'integer', zone: null });
  } else {
    const text = { type: 'text', codec: 'text' as const, zone: null };
    if (isText(above) && child.codec === 'plain') retype(own, child, text);
    if (isText(child) && above.codec === 'plain') retype(other, above, text);
  }
}

const isText = ({ type }: ColumnPlan) => /^(text|character varying)/.test(type);

/** Nothing was built on its type yet, and nobody chose it. */
function isFree(plan: TablePlan, column: ColumnPlan): boolean {
  const name = quoteName(column.target);
  const built = [
    ...plan.checks.map(({ expression }) => expression),
    ...plan.columns.map(({ generated }) => generated ?? ''),
    ...plan.indexes.flatMap(({ where, columns }) => [
      where ?? '',
      ...columns.map(({ expression }) => expression ?? ''),
    ]),
  ];
  const { rule, misfits, generated } = column;
  return (
    rule !== 'chosen' &&
    misfits === null &&
    generated === null &&
    column.default === null &&
    plan.identity?.column !== column.target &&
    !built.some((sql) => sql.includes(name))
  );
}
