/** Primary keys, UNIQUE constraints and indexes of one table. */
import type { CatalogIndex, CatalogTable } from '../source/catalog.ts';
import { quoteSqlite } from '../source/open.ts';
import { parseIndex } from '../sql/parse.ts';
import { asBoolean, asValue } from '../translate/coerce.ts';
import { folded } from '../translate/compare.ts';
import type { ColumnPlan, IndexPlan, ObjectPlan, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { attempt, isRefused, tableScope } from './expressions.ts';
import { warning } from './findings.ts';
import { mapName } from './names.ts';

/** A B-tree entry must fit a third of a page: https://www.postgresql.org/docs/current/btree.html */
const MAX_ENTRY_BYTES = 2600;

type Keys = Pick<TablePlan, 'primaryKey' | 'identity' | 'indexes'>;

export function planKeys(context: PlanContext, table: CatalogTable, columns: ColumnPlan[]): Keys {
  const target = context.tableNames.get(table.name) ?? table.name;
  const indexes: IndexPlan[] = [];
  const keyColumns = table.columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  let primaryKey: Keys['primaryKey'] = null;
  if (keyColumns.length > 0) {
    const name = context.relations.take(mapName(`${target}_pkey`, 'keep'));
    const index = table.indexes.find((candidate) => candidate.origin === 'primary-key');
    const report = (outcome: ObjectPlan['outcome'], reason: string | null) =>
      context.objects.push({
        kind: 'primary-key',
        name: index?.name ?? name,
        table: table.name,
        outcome,
        reason,
        sql: null,
      });
    const sources = keyColumns.map((column) => column.name);
    const names = sources.map((column) => context.targetColumn(table.name, column));
    const nulls = Math.max(
      ...sources.map((column) => context.profile(table.name).columns[column]?.nulls ?? 0),
    );
    const tooLong = tooLongReason(context, table, sources);
    const folded = index?.columns.some((column) => column.collation !== 'BINARY');
    if (tooLong) {
      leaveOut(context, table, name, tooLong, null, report);
    } else if (nulls > 0 && table.rowidColumn === null) {
      context.find(warning('KEY-NULLS', table.name, { table: table.name, count: nulls }));
      indexes.push(plainIndex(name, name, true, names));
      report('adapted', 'it holds NULLs: a UNIQUE constraint instead');
    } else {
      primaryKey = { name, columns: names };
      if (folded) report('adapted', 'it tells upper from lower case here; in SQLite it did not (COLLATE)');
      else report('migrated', null);
    }
  }
  for (const index of table.indexes) {
    if (index.origin === 'primary-key') continue;
    const plan = planIndex(context, table, index, target, columns);
    if (plan) indexes.push(plan);
  }
  return { primaryKey, identity: planIdentity(context, table, columns), indexes };
}

function planIndex(
  context: PlanContext,
  table: CatalogTable,
  index: CatalogIndex,
  target: string,
  plans: ColumnPlan[],
): IndexPlan | null {
  const kind = index.origin === 'unique' ? 'unique' : 'index';
  const report = (outcome: ObjectPlan['outcome'], reason: string | null) =>
    context.objects.push({
      kind,
      name: index.name,
      table: table.name,
      outcome,
      reason,
      sql: reason ? index.sql : null,
    });
  const named = index.columns.flatMap((column) => column.name ?? []);
  const parts = attempt(() => indexParts(table, index, plans));
  const reason = isRefused(parts)
    ? parts.refused
    : (tooLongReason(context, table, named) ?? unindexable(context, table, named));
  if (isRefused(parts) || reason) {
    leaveOut(context, table, index.name, reason ?? '', index.sql, report);
    return null;
  }
  const columns = index.columns.map((column, at) => ({
    name:
      column.name === null ? (parts.expressions[at] ?? '') : context.targetColumn(table.name, column.name),
    expression: column.name === null ? (parts.expressions[at] ?? '') : null,
    desc: column.desc,
    nocase: column.name !== null && column.collation === 'NOCASE' && isText(context, table, column.name),
  }));
  const nocase = columns.some((column) => column.nocase);
  const unique = index.origin === 'unique';
  const wanted = unique ? `${target}_${columns.map((column) => column.name).join('_')}_key` : index.name;
  const name = context.relations.take(mapName(wanted, unique ? 'keep' : context.names));
  if (nocase) {
    report('adapted', 'COLLATE NOCASE: an index on the lower-cased text, ASCII letters only, as in SQLite');
  } else if (index.columns.some((column) => column.collation === 'RTRIM')) {
    report('adapted', 'COLLATE RTRIM: trailing spaces count here');
  } else if (unique || name === index.name) report('migrated', null);
  else report('adapted', `called ${name}`);
  return {
    source: index.name,
    target: name,
    unique: index.unique,
    // A constraint cannot stand on an expression.
    constraint: unique && !nocase && !columns.some((column) => column.desc),
    columns,
    where: parts.where,
  };
}

/** The expressions and the condition of an index, which only its text tells. */
function indexParts(table: CatalogTable, index: CatalogIndex, plans: ColumnPlan[]) {
  const expressions: Record<number, string> = {};
  if (index.sql === null || (!index.partial && index.columns.every(({ name }) => name !== null))) {
    return { expressions, where: null };
  }
  const scope = tableScope(table, plans);
  const { terms, where } = parseIndex(index.sql);
  index.columns.forEach(({ name }, at) => {
    const term = terms[at];
    if (name !== null || !term) return;
    const value = asValue(scope.expr(term.expr));
    expressions[at] = value.kind === 'text' ? folded(value.sql, value.collation) : value.sql;
  });
  return { expressions, where: where && asBoolean(scope.expr(where)) };
}

function plainIndex(source: string, target: string, unique: boolean, names: string[]): IndexPlan {
  return {
    source,
    target,
    unique,
    constraint: unique,
    columns: names.map((name) => ({ name, expression: null, desc: false, nocase: false })),
    where: null,
  };
}

function leaveOut(
  context: PlanContext,
  table: CatalogTable,
  name: string,
  reason: string,
  sql: string | null,
  report: (outcome: ObjectPlan['outcome'], reason: string | null) => void,
): void {
  report('left-out', reason);
  context.find(
    warning('IDX-LEFT-OUT', name, { index: name, table: table.name, reason, sql: sql ?? quoteSqlite(name) }),
  );
}

function tooLongReason(context: PlanContext, table: CatalogTable, columns: string[]): string | null {
  const profile = context.profile(table.name);
  const bytes = columns.reduce((sum, column) => sum + (profile.columns[column]?.maxBytes ?? 0), 0);
  return bytes > MAX_ENTRY_BYTES
    ? `it has entries of ${bytes} bytes, PostgreSQL's B-tree takes ${MAX_ENTRY_BYTES}`
    : null;
}

/** json has no order. */
function unindexable(context: PlanContext, table: CatalogTable, columns: string[]): string | null {
  const profile = context.profile(table.name);
  const json = columns.find(
    (name) =>
      profile.columns[name]?.forms.json !== undefined &&
      profile.columns[name]?.forms.jsonb !== profile.columns[name]?.forms.json,
  );
  return json ? `column ${json} becomes json, which has no order` : null;
}

function isText(context: PlanContext, table: CatalogTable, column: string): boolean {
  return (context.profile(table.name).columns[column]?.texts ?? 0) > 0;
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
