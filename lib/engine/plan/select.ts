/** Which tables the plan takes along, and what they and their columns are called in the target. */
import { MigrationError, overrideError } from '../errors.ts';
import { type CatalogTable, hasRows } from '../source/catalog.ts';
import { parseExpression } from '../sql/parse.ts';
import type { PlanOptions } from '../types.ts';
import { PlanContext, type PlanInput } from './context.ts';
import { info, warning } from './findings.ts';
import { findCounterparts, matchedColumns } from './match-names.ts';
import { mapName, NameSpace } from './names.ts';
import { narrowTable } from './narrow.ts';

/** What stands in the staging schema beside the tables. */
export const CHECKPOINTS = 'howdah_chunks';
export const STAGED_QUARANTINE = 'howdah_quarantine';

/** Every PostgreSQL table has these already: https://www.postgresql.org/docs/current/ddl-system-columns.html */
const SYSTEM_COLUMNS = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'];

export function selectTables(input: PlanInput): PlanContext {
  const { catalog, options, target } = input;
  const ordinary = catalog.tables.filter(hasRows);
  checkPatterns(ordinary, options);
  checkOverrides(ordinary, options);
  const narrowed = ordinary
    .filter((table) => isChosen(table.name, options))
    .map((table) => {
      const choices = options.overrides.tables?.[table.name];
      const matched = input.there !== undefined && (choices?.match ?? options.overrides.match) !== undefined;
      return narrowTable(table, choices, unreadableOf(input, table), matched);
    });
  const chosen = narrowed.map(({ table }) => table);
  const wanted = new Set(chosen.map((table) => wantedName(table, options)));
  // Relations that stay where they are keep their names; those of tables that move aside become free.
  const staying = [
    CHECKPOINTS,
    STAGED_QUARANTINE,
    ...(target?.otherNames.filter(({ table }) => table === null || !wanted.has(table)) ?? []).map(
      ({ name }) => name,
    ),
  ];
  const context = new PlanContext(input, chosen, new NameSpace(staying));
  findCounterparts(context, (table) => wantedName(table, options));
  for (const { table, excluded, lost } of narrowed) {
    nameTable(context, table);
    context.objects.push(...lost);
    for (const [name, reason] of unreadableOf(input, table)) {
      if (excluded.includes(name)) continue;
      const column = `${table.name}.${name}`;
      context.find(warning('COL-UNREADABLE', column, { column, reason }));
    }
    for (const name of excluded) {
      const column = `${table.name}.${name}`;
      context.find(info('COL-EXCLUDED', column, { column }));
    }
  }
  return context;
}

/** Generated columns that fail on a value, or never end: nothing can be said of what they hold. */
function unreadableOf({ profiles }: PlanInput, table: CatalogTable): Map<string, string> {
  const columns = Object.entries(profiles[table.name]?.columns ?? {});
  return new Map(columns.flatMap(([name, { unreadable }]) => (unreadable ? [[name, unreadable]] : [])));
}

export function isChosen(name: string, options: PlanOptions): boolean {
  if (options.overrides.tables?.[name]?.exclude) return false;
  if (options.include.length > 0 && !options.include.some((pattern) => matches(pattern, name))) return false;
  return !options.exclude.some((pattern) => matches(pattern, name));
}

/** `*` stands for any characters; the rest is compared as it is, case folded as SQLite folds names. */
function matches(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'isu').test(name);
}

function wantedName(table: CatalogTable, options: PlanOptions): string {
  return mapName(
    options.overrides.tables?.[table.name]?.rename ?? table.name,
    options.overrides.names ?? 'keep',
  );
}

function nameTable(context: PlanContext, table: CatalogTable): void {
  const choices = context.options.overrides.tables?.[table.name];
  const there = context.counterparts.get(table.name);
  const target = there?.name ?? context.relations.take(wantedName(table, context.options));
  context.tableNames.set(table.name, target);
  if (target !== table.name) {
    context.find(info('NAME-CHANGED', table.name, { from: table.name, to: target }));
  }
  const wanted = (column: string) => mapName(choices?.columns?.[column]?.rename ?? column, context.names);
  const matched = matchedColumns(table, wanted, there);
  const names = new NameSpace([...SYSTEM_COLUMNS, ...matched.values()]);
  const columns = new Map<string, string>();
  for (const column of table.columns) {
    const name = matched.get(column.name) ?? names.take(wanted(column.name));
    columns.set(column.name, name);
    if (name !== column.name) {
      context.find(info('NAME-CHANGED', `${table.name}.${column.name}`, { from: column.name, to: name }));
    }
  }
  context.columnNames.set(table.name, columns);
}

function checkPatterns(tables: CatalogTable[], options: PlanOptions): void {
  for (const pattern of [...options.include, ...options.exclude]) {
    if (tables.some((table) => matches(pattern, table.name))) continue;
    throw new MigrationError(
      'PLN-NO-SUCH-TABLE',
      `No table is called ${pattern}.`,
      `The tables are: ${tables.map((table) => table.name).join(', ')}.`,
      { context: { pattern } },
    );
  }
}

/** One expression and nothing behind it: what it may be is SQLite's to say when it is tried on the rows. */
function checkCondition(table: string, where: string | undefined): void {
  if (where === undefined) return;
  try {
    parseExpression(where);
  } catch (error) {
    throw overrideError(
      `tables.${table}.where`,
      error instanceof Error ? error.message : String(error),
      "Write one condition in SQLite's SQL, as it would stand behind WHERE.",
    );
  }
}

function checkOverrides(tables: CatalogTable[], options: PlanOptions): void {
  for (const [name, choices] of Object.entries(options.overrides.tables ?? {})) {
    const table = tables.find((candidate) => candidate.name === name);
    if (!table) {
      const known = tables.map((candidate) => candidate.name).join(', ');
      throw overrideError(`tables.${name}`, 'there is no such table.', `The tables are: ${known}.`);
    }
    checkCondition(name, choices.where);
    for (const column of Object.keys(choices.columns ?? {})) {
      if (table.columns.some((candidate) => candidate.name === column)) continue;
      const known = table.columns.map((candidate) => candidate.name).join(', ');
      throw overrideError(
        `tables.${name}.columns.${column}`,
        'there is no such column.',
        `The columns are: ${known}.`,
      );
    }
  }
}
