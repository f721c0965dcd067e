/** From what is known to what will be done. Pure: the same inputs give the same plan. */
import type { CatalogColumn, CatalogTable } from '../source/catalog.ts';
import type { Plan, TablePlan } from '../types.ts';
import { planColumn } from './columns.ts';
import { planComments } from './comments.ts';
import type { PlanContext, PlanInput } from './context.ts';
import { compareWithTarget } from './existing.ts';
import { planForeignKeys } from './foreign-keys.ts';
import { planHash } from './hash.ts';
import { alignKeyTypes } from './key-types.ts';
import { planKeys } from './keys.ts';
import { reportLargeRows } from './large-rows.ts';
import { matchTable } from './match.ts';
import { leaveToSchema, matchObjects, reportMatched } from './match-objects.ts';
import { reportRows } from './match-rows.ts';
import { planObjects } from './objects.ts';
import { isRowsOnly, reportRowsOnly, rowsAlone } from './rows-only.ts';
import { planSearch } from './search.ts';
import { selectTables } from './select.ts';
import { planChecks, planGenerated } from './table-expressions.ts';
import { planTriggers } from './triggers.ts';
import { planViews } from './views.ts';

export function buildPlan(input: PlanInput): Plan {
  const context = selectTables(input);
  const tables = context.tables.map((table) => planTable(context, table));
  for (const table of context.tables) alignKeyTypes(context, table, tables);
  for (const [at, table] of context.tables.entries()) {
    const plan = tables[at];
    if (plan?.match) matchObjects(context, table, plan);
    else if (plan && !isRowsOnly(context, table.name)) {
      plan.foreignKeys = planForeignKeys(context, table, tables);
    }
  }
  const made = tables.filter((table) => table.match === null);
  // Before the triggers: what rows-only tables lose is said of all their objects.
  planObjects(context);
  const { views, triggers } = planViewsAndTriggers(context, made);
  reportMatched(context, tables);
  reportRows(context, tables);
  compareWithTarget(
    context,
    made.filter((table) => context.rowsMode(table.source) === null),
    views,
  );
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

/** Where the application made the whole schema, its views and triggers are its own too. */
function planViewsAndTriggers(context: PlanContext, tables: TablePlan[]): Pick<Plan, 'views' | 'triggers'> {
  if (context.input.there && context.options.overrides.match) {
    leaveToSchema(context);
    return { views: [], triggers: [] };
  }
  const planned = planViews(context, tables);
  const triggers = reportRowsOnly(context, tables, planTriggers(context, tables, planned));
  return { views: planned.map((view) => view.plan), triggers };
}

const SEVERITY = { blocker: 0, warning: 1, info: 2 };

function planTable(context: PlanContext, table: CatalogTable): TablePlan {
  const profile = context.profile(table.name);
  const bare = {
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
    bytes: profile.bytes,
    maxRowBytes: profile.maxRowBytes,
    rowid: table.rowid,
    foreignKeys: [],
    search: null,
    comments: [],
  };
  const measured = (plan: TablePlan) => {
    reportLargeRows(context, table, plan.columns);
    return plan;
  };
  const asNew = (column: CatalogColumn) => planColumn(context, table, column);
  const matched = matchTable(context, table, bare, asNew);
  if (matched) return measured(matched);
  const columns = planGenerated(context, table, table.columns.map(asNew));
  const plan: TablePlan = {
    ...bare,
    columns,
    ...planKeys(context, table, columns),
    checks: planChecks(context, table, columns),
    search: planSearch(context, table, columns),
    comments: planComments(context, table),
    match: null,
    existing: null,
  };
  return measured(isRowsOnly(context, table.name) ? rowsAlone(plan) : plan);
}
