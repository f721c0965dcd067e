/** UNIQUE constraints and indexes of one table. */
import type { CatalogIndex, CatalogTable } from '../source/catalog.ts';
import { quoteSqlite } from '../source/open.ts';
import { parseIndex } from '../sql/parse.ts';
import { asBoolean, asText, asValue } from '../translate/coerce.ts';
import { folded } from '../translate/compare.ts';
import { Untranslatable } from '../translate/typed.ts';
import type { ColumnPlan, IndexPlan, ObjectPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { attempt, isRefused, tableScope } from './expressions.ts';
import { info, warning } from './findings.ts';
import { type Entries, entriesOf, indexColumns, MAX_COLUMNS } from './index-entries.ts';
import { mapName } from './names.ts';

type Report = (outcome: ObjectPlan['outcome'], reason: string | null) => void;

export function planIndex(
  context: PlanContext,
  table: CatalogTable,
  index: CatalogIndex,
  target: string,
  plans: ColumnPlan[],
): IndexPlan | null {
  const unique = index.origin === 'unique';
  const report: Report = (outcome, reason) =>
    context.objects.push({
      kind: unique ? 'unique' : 'index',
      name: index.name,
      table: table.name,
      outcome,
      reason,
      sql: reason ? index.sql : null,
    });
  const named = index.columns.flatMap((column) => column.name ?? []);
  const built = attempt(() => {
    const { expressions, where } = indexParts(table, index, plans);
    const parts = index.columns.map((column, at) => ({ ...column, expression: expressions[at] ?? null }));
    return { entries: entriesOf(context, table, plans, parts), where };
  });
  const columns = isRefused(built) ? null : indexColumns(built.entries, index.unique);
  const reason = isRefused(built)
    ? built.refused
    : (tooMany(index) ??
      unindexable(plans, context, table, named) ??
      (columns ? null : built.entries.reason));
  if (isRefused(built) || reason !== null || !columns) {
    leaveOut(context, table, index.name, reason ?? '', index.sql, report);
    return null;
  }
  const { entries, where } = built;
  const wanted = unique ? `${target}_${entries.entries.map(({ name }) => name).join('_')}_key` : index.name;
  const name = context.relations.take(mapName(wanted, unique ? 'keep' : context.names));
  const adapted = adaptation(entries, index.unique, name === index.name || unique ? null : name);
  report(adapted === null ? 'migrated' : 'adapted', adapted);
  if (entries.reason !== null) {
    const as = index.unique ? 'a unique index over a hash' : 'a hash index';
    const params = { index: index.name, table: table.name, bytes: entries.bytes, as };
    context.find(info('IDX-HASHED', index.name, params));
  }
  const plain = columns.columns.every(
    (column) => column.expression === null && !column.nocase && !column.desc,
  );
  return {
    source: index.name,
    target: name,
    unique: index.unique,
    // A constraint cannot stand on an expression.
    constraint: unique && plain,
    ...columns,
    where,
  };
}

function adaptation({ entries, reason }: Entries, unique: boolean, renamed: string | null): string | null {
  if (reason !== null) {
    return unique
      ? 'a unique index over a hash of its long values'
      : 'a hash index, which serves equality alone: its values are too long for a B-tree';
  }
  if (entries.some(({ nocase }) => nocase))
    return 'COLLATE NOCASE: an index on the lower-cased text, ASCII letters only, as in SQLite';
  if (entries.some(({ trimmed }) => trimmed))
    return 'COLLATE RTRIM: an index on the text without trailing spaces';
  return renamed === null ? null : `called ${renamed}`;
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
    if (value.kind === 'null') throw new Untranslatable('it indexes NULL');
    // json has no order, its text has.
    const isText = value.kind === 'text' || value.kind === 'json' || value.kind === 'any';
    expressions[at] = isText ? folded(asText(value), value.collation) : value.sql;
  });
  return { expressions, where: where && asBoolean(scope.expr(where)) };
}

export function leaveOut(
  context: PlanContext,
  table: CatalogTable,
  name: string,
  reason: string,
  sql: string | null,
  report: Report,
): void {
  report('left-out', reason);
  context.find(
    warning('IDX-LEFT-OUT', name, { index: name, table: table.name, reason, sql: sql ?? quoteSqlite(name) }),
  );
}

function tooMany({ columns }: CatalogIndex): string | null {
  return columns.length > MAX_COLUMNS
    ? `it has ${columns.length} columns, PostgreSQL takes ${MAX_COLUMNS}`
    : null;
}

/** json has no order. */
function unindexable(
  plans: ColumnPlan[],
  context: PlanContext,
  table: CatalogTable,
  columns: string[],
): string | null {
  const json = columns.find((name) => {
    const target = context.targetColumn(table.name, name);
    return plans.some((plan) => plan.target === target && plan.type === 'json');
  });
  return json === undefined ? null : `column ${json} becomes json, which has no order`;
}
