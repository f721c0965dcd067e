/** What the target already has, held against the plan: differences to show, and what stands in the way. */
import type { TargetCatalog, TargetTable } from '../target/introspect.ts';
import type { TablePlan, ViewPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { blocker, warning } from './findings.ts';

export function compareWithTarget(context: PlanContext, tables: TablePlan[], views: ViewPlan[]): void {
  const { target, options } = context.input;
  if (!target) return;
  const byName = new Map(target.tables.map((table) => [table.name, table]));
  const met: TargetTable[] = [];
  for (const table of tables) {
    const existing = byName.get(table.target);
    if (!existing) continue;
    met.push(existing);
    table.existing = {
      rows: Math.max(0, existing.estimatedRows),
      differences: differencesOf(table, existing),
    };
  }
  met.push(...views.flatMap((view) => byName.get(view.target) ?? []));
  checkPrivileges(context, target, met, tables.length + views.length > 0);
  if (met.length === 0) return;
  const names = met.map((table) => table.name);
  const params = { schema: options.schema, count: met.length, tables: listed(names) };
  context.find(
    options.replace
      ? warning('TGT-REPLACES', options.schema, params)
      : blocker('TGT-NOT-EMPTY', options.schema, params),
  );
  for (const { name, rowSecurity, triggers } of met) {
    if (rowSecurity) context.find(blocker('TGT-ROW-SECURITY', name, { table: name }));
    if (triggers.length > 0) {
      context.find(warning('TGT-TRIGGERS', name, { table: name, triggers: listed(triggers) }));
    }
  }
  const moved = new Set(names);
  for (const { table, kind, name, from } of target.dependents) {
    if (!moved.has(table) || moved.has(from)) continue;
    if (kind === 'view') context.find(warning('TGT-VIEWS', name, { view: name, table }));
    else context.find(blocker('TGT-FOREIGN-KEYS', name, { key: name, from, table }));
  }
}

function differencesOf(table: TablePlan, existing: TargetTable) {
  const there = new Map(existing.columns.map((column) => [column.name, column.type]));
  const here = new Map(table.columns.map((column) => [column.target, column.type]));
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((name) => here.get(name) !== there.get(name))
    .map((column) => ({ column, here: here.get(column) ?? null, there: there.get(column) ?? null }));
}

function checkPrivileges(
  context: PlanContext,
  target: TargetCatalog,
  met: TargetTable[],
  makesAny: boolean,
): void {
  const { schema } = context.options;
  if (!target.mayCreate) {
    context.find(blocker('TGT-PRIVILEGE', target.database, { database: target.database }));
  }
  // Rows that go into tables that stand there need no right to make any.
  if (target.schemaExists && !target.mayCreateInSchema && makesAny) {
    context.find(blocker('TGT-SCHEMA-PRIVILEGE', schema, { schema }));
  }
  const foreign = met.filter((table) => !table.owned).map((table) => table.name);
  if (foreign.length > 0) context.find(blocker('TGT-OWNER', schema, { tables: listed(foreign) }));
}

function listed(names: string[]): string {
  return names.length <= 10 ? names.join(', ') : `${names.slice(0, 10).join(', ')}, … (${names.length})`;
}
