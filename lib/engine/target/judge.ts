/**
 * PostgreSQL's own verdict on everything translated, before anybody relies on it: tried on empty tables in a
 * transaction that is always rolled back.
 */
import { randomBytes } from 'node:crypto';
import { createTable, keysOf } from '../plan/ddl.ts';
import type { Plan, TablePlan } from '../types.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import { collationToMake, createFunctions, planNeedsCollation, planNeedsFunctions } from './functions.ts';

/** What was refused, by `kind name` as pieceKey() makes it, with the server's message. */
export type Verdicts = Map<string, string>;

export function pieceKey(
  kind: 'collation' | 'generated' | 'default' | 'check' | 'index' | 'view' | 'trigger',
  ...names: string[]
): string {
  return JSON.stringify([kind, ...names]);
}

/** `onTables` is told how many tables have been tried, of how many. */
export async function judge(
  client: PgClient,
  plan: Plan,
  onTables: (done: number, total: number) => void,
): Promise<Verdicts> {
  const verdicts: Verdicts = new Map();
  /** Views and triggers find their tables only while these stand. */
  const needed = plan.views.length + plan.triggers.length > 0;
  const tables = needed || planNeedsCollation(plan) ? plan.tables : plan.tables.filter(hasTranslations);
  if (tables.length === 0) return verdicts;
  const schema = `howdah_judge_${randomBytes(5).toString('hex')}`;
  await client.query('BEGIN');
  try {
    await client.query(`CREATE SCHEMA ${quote(schema)}`);
    if (planNeedsFunctions(plan)) await createFunctions(client, 'never committed');
    if (planNeedsCollation(plan))
      await attempt(client, verdicts, pieceKey('collation'), await collationToMake(client));
    // Without it its tables cannot be made: the plan has a blocker, and nothing else need be judged.
    if (verdicts.size > 0) return verdicts;
    for (let at = 0; at < tables.length; at += TABLES_AT_ONCE) {
      if (!needed) await client.query('SAVEPOINT group_of_tables');
      await judgeTables(client, tables.slice(at, at + TABLES_AT_ONCE), schema, verdicts);
      // A server has room for a few thousand locks.
      if (!needed) await client.query('ROLLBACK TO SAVEPOINT group_of_tables');
      onTables(Math.min(at + TABLES_AT_ONCE, tables.length), tables.length);
    }
    await client.query(`SET LOCAL search_path = ${quote(schema)}, pg_catalog`);
    for (const view of plan.views) await attempt(client, verdicts, pieceKey('view', view.source), [view.sql]);
    for (const trigger of plan.triggers) {
      const explained = trigger.statements.map((sql) => `EXPLAIN ${sql}`);
      await attempt(client, verdicts, pieceKey('trigger', trigger.source), [
        ...explained,
        trigger.functionSql,
        trigger.triggerSql,
      ]);
    }
  } finally {
    await client.query('ROLLBACK');
  }
  return verdicts;
}

function hasTranslations(table: TablePlan): boolean {
  // What a matched table has, PostgreSQL took already.
  if (table.match) return false;
  return (
    table.checks.length > 0 ||
    table.columns.some((column) => column.generated !== null || column.default !== null) ||
    table.indexes.some(
      (index) => index.where !== null || index.columns.some(({ expression }) => expression !== null),
    )
  );
}

/** Tried together in one message: most are taken as they are, and thousands of messages would take their time. */
const TABLES_AT_ONCE = 50;

interface Trial {
  key: string;
  statements: string[];
}

async function judgeTables(
  client: PgClient,
  tables: TablePlan[],
  schema: string,
  verdicts: Verdicts,
): Promise<void> {
  const trials = tables.map((table) => ({
    create: bareTable(table, schema),
    pieces: piecesOf(table, schema),
  }));
  const all = trials.flatMap(({ create, pieces }) => [
    create,
    ...pieces.flatMap(({ statements }) => statements),
  ]);
  if ((await refusal(client, all)) === null) return;
  for (const { create, pieces } of trials) {
    await client.query(create);
    for (const { key, statements } of pieces) await attempt(client, verdicts, key, statements);
  }
}

function bareTable(table: TablePlan, schema: string): string {
  const columns = table.columns.map((column) => ({
    ...column,
    generated: null,
    default: null,
    notNull: false,
  }));
  return createTable({ ...table, columns }, schema);
}

function piecesOf(table: TablePlan, schema: string): Trial[] {
  if (table.match) return [];
  const where = qualified(schema, table.target);
  const columns = table.columns.flatMap((column): Trial[] => {
    const name = quote(column.target);
    const trials: Trial[] = [];
    if (column.generated !== null) {
      trials.push({
        key: pieceKey('generated', table.source, column.source),
        statements: [
          `ALTER TABLE ${where} DROP COLUMN ${name}`,
          `ALTER TABLE ${where} ADD COLUMN ${name} ${column.type} GENERATED ALWAYS AS (${column.generated}) STORED`,
        ],
      });
    }
    if (column.default !== null) {
      trials.push({
        key: pieceKey('default', table.source, column.source),
        statements: [
          `ALTER TABLE ${where} ALTER COLUMN ${name} SET DEFAULT ${column.default}`,
          `SELECT (${column.default})::${column.type}`,
        ],
      });
    }
    return trials;
  });
  // Keys are no translation, but ON CONFLICT in a trigger looks for them.
  const keys = keysOf(table, schema).map((constraint) => ({
    key: pieceKey(constraint.kind === 'check' ? 'check' : 'index', table.source, constraint.name),
    statements: constraint.sql,
  }));
  return [...columns, ...keys];
}

async function attempt(
  client: PgClient,
  verdicts: Verdicts,
  key: string,
  statements: string[],
): Promise<void> {
  const refused = await refusal(client, statements);
  if (refused !== null) verdicts.set(key, refused);
}

/** The server's message, with everything undone; null where it took all the statements. */
async function refusal(client: PgClient, statements: string[]): Promise<string | null> {
  try {
    await client.query(['SAVEPOINT piece', ...statements, 'RELEASE SAVEPOINT piece'].join(';\n'));
    return null;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT piece');
    return error instanceof Error ? error.message : String(error);
  }
}
