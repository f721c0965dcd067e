/** The primary key, the identity and the indexes of one table. */
import type { CatalogTable } from '../source/catalog.ts';
import type { ColumnPlan, IndexPlan, ObjectPlan, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { warning } from './findings.ts';
import { type Entry, entriesOf, indexColumns, MAX_COLUMNS } from './index-entries.ts';
import { leaveOut, planIndex } from './indexes.ts';
import { mapName } from './names.ts';

type Keys = Pick<TablePlan, 'primaryKey' | 'identity' | 'indexes'>;

export function planKeys(context: PlanContext, table: CatalogTable, columns: ColumnPlan[]): Keys {
  const target = context.tableNames.get(table.name) ?? table.name;
  const { primaryKey, indexes } = planPrimaryKey(context, table, columns, target);
  for (const index of table.indexes) {
    if (index.origin === 'primary-key') continue;
    const plan = planIndex(context, table, index, target, columns);
    if (plan) indexes.push(plan);
  }
  return { primaryKey, identity: planIdentity(context, table, columns), indexes };
}

function planPrimaryKey(
  context: PlanContext,
  table: CatalogTable,
  columns: ColumnPlan[],
  target: string,
): Pick<Keys, 'primaryKey' | 'indexes'> {
  const keyColumns = table.columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  if (keyColumns.length === 0) return { primaryKey: null, indexes: [] };
  const name = context.relations.take(mapName(`${target}_pkey`, 'keep'));
  const index = table.indexes.find((candidate) => candidate.origin === 'primary-key');
  const source = index?.name ?? name;
  const report = (outcome: ObjectPlan['outcome'], reason: string | null) =>
    context.objects.push({
      kind: 'primary-key',
      name: source,
      table: table.name,
      outcome,
      reason,
      sql: null,
    });
  const parts = keyColumns.map((column) => {
    const collation = index?.columns.find((part) => part.name === column.name)?.collation ?? 'BINARY';
    return { name: column.name, desc: false, collation, expression: null };
  });
  const entries = entriesOf(context, table, columns, parts);
  const names = keyColumns.map((column) => context.targetColumn(table.name, column.name));
  const nulls = Math.max(
    ...keyColumns.map((column) => context.profile(table.name).columns[column.name]?.nulls ?? 0),
  );
  if (names.length > MAX_COLUMNS) {
    const reason = `it has ${names.length} columns, PostgreSQL takes ${MAX_COLUMNS}`;
    leaveOut(context, table, source, reason, null, report);
    return { primaryKey: null, indexes: [] };
  }
  if (entries.reason !== null) {
    const hashed = indexColumns(entries, true);
    if (!hashed) {
      leaveOut(context, table, source, entries.reason, null, report);
      return { primaryKey: null, indexes: [] };
    }
    tellHashed(context, table, source, entries.bytes);
    report('adapted', 'a unique index over a hash of its long values: no primary key');
    return { primaryKey: null, indexes: [uniqueIndex(source, name, hashed.columns)] };
  }
  if (nulls > 0 && table.rowidColumn === null) {
    context.find(warning('KEY-NULLS', table.name, { table: table.name, count: nulls }));
    report('adapted', 'it holds NULLs: a UNIQUE constraint instead');
    const plain = uniqueIndex(source, name, names.map(plainColumn));
    return {
      primaryKey: null,
      indexes: [{ ...plain, constraint: true }, ...alike(context, source, target, entries)],
    };
  }
  const more = alike(context, source, target, entries);
  if (more.length > 0)
    report('adapted', 'a primary key, and a unique index by which its collation calls texts the same');
  else report('migrated', null);
  return { primaryKey: { name, columns: names }, indexes: more };
}

/** Keys that a collation calls the same stay out, as in SQLite; the key itself tells them apart. */
function alike(
  context: PlanContext,
  source: string,
  target: string,
  entries: ReturnType<typeof entriesOf>,
): IndexPlan[] {
  if (!entries.entries.some(({ nocase, trimmed }) => nocase || trimmed)) return [];
  const name = context.relations.take(mapName(`${target}_key_collated`, 'keep'));
  return [uniqueIndex(source, name, entries.entries.map(columnOf))];
}

const plainColumn = (name: string) => ({ name, expression: null, desc: false, nocase: false });
const columnOf = ({ name, expression, nocase }: Entry) => ({ name, expression, desc: false, nocase });

function uniqueIndex(source: string, target: string, columns: IndexPlan['columns']): IndexPlan {
  return { source, target, unique: true, constraint: false, method: 'btree', columns, where: null };
}

function tellHashed(context: PlanContext, table: CatalogTable, index: string, bytes: number): void {
  const as = 'a unique index over a hash';
  context.find(warning('IDX-HASHED', index, { index, table: table.name, bytes, as }));
}

/** INTEGER PRIMARY KEY numbers itself in SQLite whether or not it says AUTOINCREMENT. */
function planIdentity(
  context: PlanContext,
  table: CatalogTable,
  columns: ColumnPlan[],
): TablePlan['identity'] {
  const column = columns.find((candidate) => candidate.source === table.rowidColumn);
  if (!column || !/^(bigint|integer|smallint)$/.test(column.type)) return null;
  const largest = BigInt(context.profile(table.name).columns[column.source]?.maxInteger ?? 0);
  const sequence = BigInt(table.sequence ?? 0);
  const last = [largest, sequence, 0n].reduce((a, b) => (a > b ? a : b));
  return { column: column.target, last: String(last) };
}
