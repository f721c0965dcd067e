/** Translating what belongs to one table: generated columns, CHECKs, defaults. A string is the reason why not. */
import { timeFormOf } from '../epochs.ts';
import { affinityOf, type CatalogTable } from '../source/catalog.ts';
import { SqlSyntaxError } from '../sql/cursor.ts';
import { readTableClauses } from '../sql/parse-table.ts';
import { newScope } from '../translate/index.ts';
import type { Relation, Scope, ScopeColumn } from '../translate/scope.ts';
import { kindOf, quoteName, Untranslatable } from '../translate/typed.ts';
import type { ColumnPlan, TablePlan } from '../types.ts';

/** The result of a translation, or the reason why there is none. */
export function attempt<T>(work: () => T): T | { refused: string } {
  try {
    return work();
  } catch (error) {
    if (error instanceof Untranslatable) return { refused: error.message };
    if (error instanceof SqlSyntaxError) return { refused: `its SQL is not understood: ${error.message}` };
    throw error;
  }
}

export function isRefused(result: unknown): result is { refused: string } {
  return typeof result === 'object' && result !== null && 'refused' in result;
}

/** A table's columns as translation sees them. */
export function scopeColumns(table: CatalogTable, columns: ColumnPlan[]): ScopeColumn[] {
  const clauses = new Map(readTableClauses(table.sql).columns.map((column) => [column.name, column]));
  return columns.map((column) => ({
    name: column.source,
    target: column.target,
    value: {
      kind: kindOf(column.type),
      affinity: affinityOf(column.declared),
      collation: clauses.get(column.source)?.collation ?? undefined,
      form: timeFormOf(column.codec),
      loose: column.collation !== undefined,
    },
  }));
}

/** A table as queries read it. */
export function tableRelation(table: CatalogTable, plan: TablePlan): Relation {
  const sources = (targets: string[]) =>
    targets.map((target) => plan.columns.find((column) => column.target === target)?.source ?? target);
  const primaryKey = plan.primaryKey && sources(plan.primaryKey.columns);
  const unique = plan.indexes.filter(
    (index) =>
      index.unique &&
      index.where === null &&
      index.columns.every(({ expression, name }) => expression === null && isNotNull(plan, name)),
  );
  return {
    target: plan.target,
    columns: scopeColumns(table, plan.columns),
    keys: [
      ...(primaryKey ? [primaryKey] : []),
      ...unique.map((index) => sources(index.columns.map(({ name }) => name))),
    ],
    primaryKey: primaryKey ?? undefined,
  };
}

function isNotNull(plan: TablePlan, target: string): boolean {
  return plan.columns.some((column) => column.target === target && column.notNull);
}

/** Inside a table's own expressions columns stand without a qualifier, and nothing else can be named. */
export function tableScope(table: CatalogTable, columns: ColumnPlan[]): Scope {
  const scope = newScope((name) => {
    throw new Untranslatable(`it reads ${name}`);
  });
  scope.relations.push({
    alias: table.name,
    columns: scopeColumns(table, columns).map((column) => ({ ...column, sql: quoteName(column.target) })),
  });
  return scope;
}
