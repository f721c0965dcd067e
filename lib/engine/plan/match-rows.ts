/** What stands in the way of the rows that stand there, and what is to be known of them, once all tables are planned. */
import type { ShapeForeignKey, TableShape } from '../target/shape.ts';
import type { TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { blocker, info, warning } from './findings.ts';

export function reportRows(context: PlanContext, tables: TablePlan[]): void {
  const matched = tables.filter((table) => table.match !== null);
  for (const table of matched) {
    const there = context.counterparts.get(table.source);
    if (!there || !table.match) continue;
    const params = { table: table.source, name: there.name, count: there.estimatedRows };
    const counts = there.columns.every(({ mayCount }) => mayCount);
    if (!there.usable || !counts) context.find(blocker('TGT-MATCH-PRIVILEGE', table.source, params));
    const filled = hasRows(context, context.options.schema, there.name);
    if (filled && table.match.rows === 'fail') context.find(blocker('TGT-ROWS', table.source, params));
    if (filled && table.match.rows === 'replace') {
      context.find(warning('MAT-REPLACES', table.source, params));
      for (const key of there.incoming) reportReferences(context, matched, table, there, key);
    }
    if (there.triggers.length > 0) {
      const triggers = there.triggers.map(({ name }) => name).join(', ');
      context.find(warning('MAT-TRIGGERS', table.source, { ...params, triggers }));
    }
  }
}

/** Rows that stay and refer to rows that go: a cascade would take them along, anything else would refuse at the end. */
function reportReferences(
  context: PlanContext,
  matched: TablePlan[],
  table: TablePlan,
  there: TableShape,
  key: ShapeForeignKey,
): void {
  const own = key.schema === context.options.schema;
  const child = own ? matched.find(({ target }) => target === key.table) : undefined;
  if (child === table || (child && child.match?.rows !== 'upsert')) return;
  if (!hasRows(context, key.schema, key.table)) return;
  const from = own ? key.table : `${key.schema}.${key.table}`;
  const params = { table: table.source, name: there.name, from, key: key.name };
  if (waits(key)) context.find(info('MAT-REFERENCED-LATER', table.source, params));
  else context.find(blocker('TGT-REFERENCED', table.source, params));
}

/** Asked only at the end of the transaction, when the rows are there again. */
export function waits({ deferrable, onDelete }: ShapeForeignKey): boolean {
  return deferrable && onDelete === 'NO ACTION';
}

function hasRows(context: PlanContext, schema: string, name: string): boolean {
  return context.input.there?.filled.includes(`${schema}.${name}`) ?? false;
}
