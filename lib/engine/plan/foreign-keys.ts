/** Foreign keys, once all tables of the plan have their columns and keys. */

import type { CatalogForeignKey, CatalogTable } from '../source/catalog.ts';
import { sameName } from '../sql/fold.ts';
import { readTableClauses } from '../sql/parse-table.ts';
import type { ForeignKeyPlan, TablePlan } from '../types.ts';
import { orphanChoice } from './choices.ts';
import type { PlanContext } from './context.ts';
import { warning } from './findings.ts';
import { canReference, referencedColumns } from './key-types.ts';
import { mapName, NameSpace } from './names.ts';
import { orphanOutcome } from './orphan-outcome.ts';

export function planForeignKeys(
  context: PlanContext,
  table: CatalogTable,
  plans: TablePlan[],
): ForeignKeyPlan[] {
  const deferred = readTableClauses(table.sql).deferred;
  const names = new NameSpace();
  const keys: ForeignKeyPlan[] = [];
  table.foreignKeys.forEach((key, position) => {
    const name = `${table.name}(${key.from.join(', ')})`;
    const result = planForeignKey(context, table, key, plans);
    if (typeof result === 'string') {
      const sql = `FOREIGN KEY (${key.from.join(', ')}) REFERENCES ${key.table}${key.to.length > 0 ? ` (${key.to.join(', ')})` : ''}`;
      context.objects.push({
        kind: 'foreign-key',
        name,
        table: table.name,
        outcome: 'left-out',
        reason: result,
        sql,
      });
      context.find(warning('FK-LEFT-OUT', name, { table: table.name, parent: key.table, reason: result }));
      return;
    }
    const orphans = context.profile(table.name).orphans[key.id] ?? 0;
    const choice = orphanChoice(context.options.overrides, table.name);
    const told = orphanOutcome(table.name, name, key.table, orphans, choice);
    if (told.finding) context.find(told.finding);
    const target = context.tableNames.get(table.name) ?? table.name;
    keys.push({
      ...result,
      source: name,
      name: names.take(mapName(`${target}_${result.columns.join('_')}_fkey`, 'keep')),
      deferred: deferred[position] ?? false,
      validate: told.validate && !result.collated,
    });
    const collated = result.collated && told.validate;
    if (collated) context.find(warning('FK-NOCASE', name, { table: table.name, parent: key.table }));
    context.objects.push({
      kind: 'foreign-key',
      name,
      table: table.name,
      outcome: collated ? 'adapted' : told.outcome,
      reason: collated ? 'NOT VALID: case counts here, in SQLite it did not' : told.reason,
      sql: null,
    });
  });
  return keys;
}

type Core = Omit<ForeignKeyPlan, 'source' | 'name' | 'deferred' | 'validate'>;

/** The key's plan, or why there cannot be one. */
function planForeignKey(
  context: PlanContext,
  table: CatalogTable,
  key: CatalogForeignKey,
  plans: TablePlan[],
): Core | string {
  const parent = context.targetTable(key.table);
  if (!parent) {
    const exists = context.input.catalog.tables.some((other) => sameName(other.name, key.table));
    return exists ? `table ${key.table} is not part of this migration` : `there is no table ${key.table}`;
  }
  const own = plans.find((plan) => plan.source === table.name);
  const other = plans.find((plan) => plan.source === parent.source.name);
  if (!own || !other) throw new Error('foreign keys are planned after the tables');
  if (other.match) return `the rows of ${key.table} go into a table that stands there`;
  const to = referencedColumns(parent.source, key);
  if (to.length !== key.from.length || context.profile(table.name).orphans[key.id] === null) {
    return `it does not match a key of ${key.table} (SQLite calls this a foreign key mismatch)`;
  }
  const columns = key.from.map((column) => context.targetColumn(table.name, column));
  const references = to.map((column) => context.targetColumn(parent.source.name, column));
  if (!isUniqueKey(other, references))
    return `the referenced columns of ${key.table} have no unique key in the target`;
  const differing = columns.findIndex(
    (column, at) => !canReference(typeOf(own, column), typeOf(other, references[at] ?? '')),
  );
  if (differing >= 0) {
    return `${columns[differing]} is ${typeOf(own, columns[differing] ?? '')}, ${references[differing]} is ${typeOf(other, references[differing] ?? '')}`;
  }
  const { onDelete, onUpdate } = key;
  return {
    columns,
    table: parent.target,
    references,
    onDelete,
    onUpdate,
    collated: isCollated(parent.source, to, other),
  };
}

/** SQLite compares by the parent's collation. */
function isCollated(parent: CatalogTable, columns: string[], plan: TablePlan): boolean {
  const clauses = readTableClauses(parent.sql).columns;
  return columns.some((name) =>
    clauses.some(
      (clause) => sameName(clause.name, name) && clause.collation !== null && !isLoose(plan, name),
    ),
  );
}

function isLoose(plan: TablePlan, source: string): boolean {
  return plan.columns.some((column) => sameName(column.source, source) && column.collation !== undefined);
}

export function isUniqueKey(plan: TablePlan, columns: string[]): boolean {
  const same = (names: string[]) =>
    names.length === columns.length && names.every((name) => columns.includes(name));
  if (plan.primaryKey && same(plan.primaryKey.columns)) return true;
  return plan.indexes.some(
    (index) =>
      index.unique &&
      index.where === null &&
      !index.columns.some((column) => column.nocase || column.expression !== null) &&
      same(index.columns.map((column) => column.name)),
  );
}

function typeOf(plan: TablePlan, column: string): string {
  return plan.columns.find((candidate) => candidate.target === column)?.type ?? '';
}
