/** What becomes of everything that is not a table, a key or an index: nothing of the source goes unmentioned. */
import type { CatalogTable, SchemaRow } from '../source/catalog.ts';
import { readTableClauses } from '../sql/parse-table.ts';
import { isWord, tokenize } from '../sql/tokens.ts';
import type { ObjectPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { info, warning } from './findings.ts';

export function planObjects(context: PlanContext): void {
  const { catalog } = context.input;
  for (const table of catalog.tables) {
    if (table.kind === 'table') planTableObjects(context, table);
    else planVirtual(context, table);
  }
  for (const row of catalog.schema) {
    if (row.type === 'table' && row.name.startsWith('sqlite_')) planInternal(context, row);
  }
}

function planTableObjects(context: PlanContext, table: CatalogTable): void {
  const object = (rest: Partial<ObjectPlan> & Pick<ObjectPlan, 'kind' | 'name' | 'outcome'>) =>
    context.objects.push({ table: table.name, reason: null, sql: null, ...rest });
  const target = context.targetTable(table.name);
  if (!target) {
    const rows = context.input.profiles[table.name]?.rows ?? 0;
    object({ kind: 'table', name: table.name, outcome: 'left-out', reason: 'by choice', sql: table.sql });
    for (const index of table.indexes) {
      const kind = index.origin === 'create' ? 'index' : index.origin;
      object({
        kind,
        name: index.name,
        outcome: 'left-out',
        reason: 'its table is left out by choice',
        sql: index.sql,
      });
    }
    context.find(info('TBL-EXCLUDED', table.name, { table: table.name, rows }));
    return;
  }
  const renamed = target.target === table.name ? null : `called ${target.target}`;
  object({ kind: 'table', name: table.name, outcome: renamed ? 'adapted' : 'migrated', reason: renamed });
  if (table.rowidColumn !== null) object({ kind: 'identity', name: table.rowidColumn, outcome: 'migrated' });
  for (const name of optionsOf(table)) object({ kind: 'table-option', name, outcome: 'migrated' });
  const clauses = readTableClauses(table.sql);
  for (const clause of clauses.conflicts) {
    object({
      kind: 'conflict-clause',
      name: clause,
      outcome: 'left-out',
      reason: 'PostgreSQL decides it in the statement: INSERT … ON CONFLICT',
    });
    context.find(warning('CON-LEFT-OUT', table.name, { table: table.name, clause }));
  }
  for (const collation of new Set(clauses.columns.flatMap(({ collation }) => collation ?? []))) {
    object({
      kind: 'collation',
      name: collation,
      outcome: 'adapted',
      reason: `kept in indexes where it can be; columns compare as PostgreSQL does`,
    });
  }
}

/** PostgreSQL has all of them without a word: strict types, keys that are never given twice, tables without rowids. */
function optionsOf(table: CatalogTable): string[] {
  const counted =
    table.rowidColumn !== null && tokenize(table.sql).some((token) => isWord(token, 'AUTOINCREMENT'));
  return [
    ...(counted ? ['AUTOINCREMENT'] : []),
    ...(table.strict ? ['STRICT'] : []),
    ...(table.withoutRowid ? ['WITHOUT ROWID'] : []),
  ];
}

/** FTS, R-tree and their like: the shadow tables are how SQLite stores them and mean nothing elsewhere. */
function planVirtual(context: PlanContext, table: CatalogTable): void {
  const base = { name: table.name, table: null, outcome: 'left-out' as const, sql: table.sql };
  if (table.kind === 'shadow') {
    context.objects.push({
      ...base,
      kind: 'shadow-table',
      reason: 'it is how SQLite stores a virtual table',
    });
    return;
  }
  const { module = 'unknown', reason = null, content } = table.virtual ?? {};
  if (reason !== null) {
    context.objects.push({ ...base, kind: 'virtual-table', reason });
    context.find(warning('TBL-VIRTUAL', table.name, { table: table.name, module, reason }));
    return;
  }
  const target = context.targetTable(table.name);
  if (!target) {
    context.objects.push({ ...base, kind: 'virtual-table', reason: 'by choice' });
    const rows = context.input.profiles[table.name]?.rows ?? 0;
    context.find(info('TBL-EXCLUDED', table.name, { table: table.name, rows }));
    return;
  }
  context.objects.push({
    ...base,
    kind: 'virtual-table',
    outcome: 'adapted',
    reason: `an ordinary table with the rows of ${module}`,
  });
  if (content === 'space') context.find(info('TBL-SPATIAL', table.name, { table: table.name }));
  else if (!context.tableChoices(table.name).search) {
    context.find(info('TBL-SEARCH', table.name, { table: table.name, module }));
  }
}

function planInternal(context: PlanContext, row: SchemaRow): void {
  const sequence = row.name === 'sqlite_sequence';
  context.objects.push({
    kind: 'internal-table',
    name: row.name,
    table: null,
    outcome: sequence ? 'adapted' : 'left-out',
    reason: sequence
      ? 'its numbers go on in the identities'
      : "SQLite's own statistics; ANALYZE makes PostgreSQL's",
    sql: row.sql,
  });
}
