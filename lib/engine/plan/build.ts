/** From what is known to what will be done. Pure: the same inputs give the same plan. */
import type { CatalogTable } from '../source/catalog.ts';
import type { Plan, TablePlan } from '../types.ts';
import { planColumn } from './columns.ts';
import type { PlanContext, PlanInput } from './context.ts';
import { compareWithTarget } from './existing.ts';
import { planForeignKeys } from './foreign-keys.ts';
import { planHash } from './hash.ts';
import { planKeys } from './keys.ts';
import { planObjects } from './objects.ts';
import { isRowsOnly, reportRowsOnly, rowsAlone } from './rows-only.ts';
import { selectTables } from './select.ts';
import { planChecks, planGenerated } from './table-expressions.ts';
import { planTriggers } from './triggers.ts';
import { planViews } from './views.ts';

export function buildPlan(input: PlanInput): Plan {
  const context = selectTables(input);
  const tables = context.tables.map((table) => planTable(context, table));
  for (const table of context.tables) {
    const plan = tables.find((candidate) => candidate.source === table.name);
    if (plan && !isRowsOnly(context, table.name)) {
      plan.foreignKeys = planForeignKeys(context, table, tables);
    }
  }
  const planned = planViews(context, tables);
  const views = planned.map((view) => view.plan);
  const triggers = reportRowsOnly(context, tables, planTriggers(context, tables, planned));
  planObjects(context);
  compareWithTarget(context, tables, views);
  const plan: Omit<Plan, 'hash'> = {
    version: 1,
    source: { path: input.sourcePath, ...input.snapshot },
    target: {
      database: input.target?.database ?? '',
      schema: input.options.schema,
      serverVersion: input.target?.serverVersion ?? '',
    },
    options: input.options,
    tables,
    views,
    triggers,
    objects: context.objects,
    findings: context.findings.sort((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity]),
  };
  return { ...plan, hash: planHash(plan) };
}

const SEVERITY = { blocker: 0, warning: 1, info: 2 };

function planTable(context: PlanContext, table: CatalogTable): TablePlan {
  const profile = context.profile(table.name);
  const plain = table.columns.map((column) => planColumn(context, table, column));
  const columns = planGenerated(context, table, plain);
  const plan: TablePlan = {
    source: table.name,
    target: context.tableNames.get(table.name) ?? table.name,
    sql: table.sql,
    rows: profile.rows,
    leftOut: 0,
    quarantined: 0,
    where: context.tableChoices(table.name).where ?? null,
    sourceKey: table.columns
      .filter((column) => column.pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((column) => column.name),
    match: null,
    bytes: profile.bytes,
    maxRowBytes: profile.maxRowBytes,
    rowid: table.rowid,
    columns,
    ...planKeys(context, table, columns),
    foreignKeys: [],
    checks: planChecks(context, table, columns),
    existing: null,
  };
  return isRowsOnly(context, table.name) ? rowsAlone(plan) : plan;
}
