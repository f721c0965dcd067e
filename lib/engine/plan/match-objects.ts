/** What becomes of a table's keys, indexes, checks … when its rows go into one that the application made. */
import type { CatalogTable } from '../source/catalog.ts';
import { sameName } from '../sql/fold.ts';
import { readTableClauses } from '../sql/parse-table.ts';
import type { TableShape } from '../target/shape.ts';
import type { ObjectPlan, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { info } from './findings.ts';

const OWN = 'the table that stands there has its own';
const LEFT = 'left to the schema that stands there';

/** Keys, indexes, foreign keys, checks and generated columns, each with whether the table there has the like. */
export function matchObjects(context: PlanContext, table: CatalogTable, plan: TablePlan): void {
  const there = context.counterparts.get(table.name);
  if (!there) return;
  const object = (kind: ObjectPlan['kind'], name: string, own: boolean, sql: string | null) =>
    context.objects.push({
      kind,
      name,
      table: table.name,
      outcome: own ? 'adapted' : 'left-out',
      reason: own ? OWN : LEFT,
      sql,
    });
  const target = (column: string) => context.targetColumn(table.name, column);
  const primary = table.columns.filter((column) => column.pk > 0).map((column) => target(column.name));
  const keyIndex = table.indexes.find((index) => index.origin === 'primary-key');
  if (primary.length > 0) {
    const same = there.keys.some(({ kind, uses }) => kind === 'primary' && sameSet(uses, primary));
    object('primary-key', keyIndex?.name ?? `${plan.target}_pkey`, same, null);
  }
  for (const index of table.indexes) {
    if (index.origin === 'primary-key') continue;
    const named = index.columns.map(({ name }) => (name === null ? null : target(name)));
    const same = there.keys.some(
      (key) =>
        key.unique === index.unique &&
        (key.where !== null) === index.partial &&
        key.parts.every(({ column }) => column !== null) &&
        named.every((name) => name !== null) &&
        sameSet(key.uses, named as string[]),
    );
    object(index.origin === 'unique' ? 'unique' : 'index', index.name, same && !index.partial, index.sql);
  }
  for (const key of table.foreignKeys) {
    const parent = context.targetTable(key.table)?.target;
    const columns = key.from.map(target);
    const same = there.foreignKeys.some((own) => own.parent === parent && sameSet(own.columns, columns));
    object('foreign-key', `${table.name}(${key.from.join(', ')})`, same, null);
  }
  const clauses = readTableClauses(table.sql);
  clauses.checks.forEach((check, number) => {
    const name = check.name ?? `${table.name} CHECK ${number + 1}`;
    const same = there.checks.some((own) => check.name !== null && own.name === check.name);
    object('check', name, same, `CHECK (${check.expression})`);
  });
  for (const column of table.columns) {
    if (column.generated === 'no') continue;
    const text = clauses.columns.find((clause) => sameName(clause.name, column.name))?.generated ?? null;
    const own = plan.columns.find(({ source }) => source === column.name)?.generated != null;
    object('generated-column', column.name, own, text);
  }
}

function sameSet(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** Puts right what is said of matched tables elsewhere, and says once that their schema stays the application's. */
export function reportMatched(context: PlanContext, tables: TablePlan[]): void {
  const matched = new Map(tables.flatMap((table) => (table.match ? [[table.source, table]] : [])));
  if (matched.size === 0) return;
  for (const object of context.objects) {
    const table = object.table === null ? undefined : matched.get(object.table);
    const there = table && context.counterparts.get(table.source);
    if (!table || !there) continue;
    if (object.kind === 'table') {
      object.outcome = 'adapted';
      object.reason = `its rows go into ${table.target}, which stands there already`;
    }
    if (object.kind === 'identity') settle(object, countsOn(there, table, object.name));
    if (object.kind === 'conflict-clause' || object.kind === 'collation') settle(object, false);
  }
  const dropped = context.findings.filter(
    ({ code, params }) => !(code === 'CON-LEFT-OUT' && matched.has(String(params.table))),
  );
  context.findings.splice(0, context.findings.length, ...dropped);
  const count = context.objects.filter(({ reason }) => reason === LEFT).length;
  if (count > 0) {
    context.find(info('MAT-SCHEMA-STAYS', context.options.schema, { schema: context.options.schema, count }));
  }
}

/** Views and triggers of the source, where the application made the whole schema. */
export function leaveToSchema(context: PlanContext): void {
  for (const { type, name, table, sql } of context.input.catalog.schema) {
    if (type !== 'view' && type !== 'trigger') continue;
    context.objects.push({
      kind: type,
      name,
      table: type === 'view' ? null : table,
      outcome: 'left-out',
      reason: LEFT,
      sql,
    });
  }
}

function settle(object: ObjectPlan, own: boolean): void {
  object.outcome = own ? 'adapted' : 'left-out';
  object.reason = own ? OWN : LEFT;
}

function countsOn(there: TableShape, plan: TablePlan, column: string): boolean {
  const target = plan.columns.find(({ source }) => source === column)?.target;
  return there.columns.some(({ name, sequence }) => name === target && sequence !== null);
}
