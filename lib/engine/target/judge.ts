/**
 * PostgreSQL's own verdict on everything translated, before anybody relies on it: tried on empty tables in a
 * transaction that is always rolled back.
 */
import { randomBytes } from 'node:crypto';
import { createTable, keysOf } from '../plan/ddl.ts';
import type { Plan, TablePlan } from '../types.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import { createFunctions, planNeedsFunctions } from './functions.ts';

/** What was refused, by `kind name` as pieceKey() makes it, with the server's message. */
export type Verdicts = Map<string, string>;

export function pieceKey(
  kind: 'generated' | 'default' | 'check' | 'index' | 'view' | 'trigger',
  ...names: string[]
): string {
  return JSON.stringify([kind, ...names]);
}

export async function judge(client: PgClient, plan: Plan): Promise<Verdicts> {
  const verdicts: Verdicts = new Map();
  const tables =
    plan.views.length + plan.triggers.length > 0 ? plan.tables : plan.tables.filter(hasTranslations);
  if (tables.length === 0) return verdicts;
  const schema = `howdah_judge_${randomBytes(5).toString('hex')}`;
  await client.query('BEGIN');
  try {
    await client.query(`CREATE SCHEMA ${quote(schema)}`);
    if (planNeedsFunctions(plan)) await createFunctions(client, 'never committed');
    for (const table of tables) await judgeTable(client, table, schema, verdicts);
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

async function judgeTable(
  client: PgClient,
  table: TablePlan,
  schema: string,
  verdicts: Verdicts,
): Promise<void> {
  const where = qualified(schema, table.target);
  const bare = table.columns.map((column) => ({ ...column, generated: null, default: null, notNull: false }));
  await client.query(createTable({ ...table, columns: bare }, schema));
  if (table.match) return;
  for (const column of table.columns) {
    const name = quote(column.target);
    if (column.generated !== null) {
      await attempt(client, verdicts, pieceKey('generated', table.source, column.source), [
        `ALTER TABLE ${where} DROP COLUMN ${name}`,
        `ALTER TABLE ${where} ADD COLUMN ${name} ${column.type} GENERATED ALWAYS AS (${column.generated}) STORED`,
      ]);
    }
    if (column.default !== null) {
      await attempt(client, verdicts, pieceKey('default', table.source, column.source), [
        `ALTER TABLE ${where} ALTER COLUMN ${name} SET DEFAULT ${column.default}`,
        `SELECT (${column.default})::${column.type}`,
      ]);
    }
  }
  for (const constraint of keysOf(table, schema)) {
    // Keys are no translation, but ON CONFLICT in a trigger looks for them.
    const kind = constraint.kind === 'check' ? 'check' : 'index';
    await attempt(client, verdicts, pieceKey(kind, table.source, constraint.name), constraint.sql);
  }
}

async function attempt(
  client: PgClient,
  verdicts: Verdicts,
  key: string,
  statements: string[],
): Promise<void> {
  await client.query('SAVEPOINT piece');
  try {
    for (const sql of statements) await client.query(sql);
    await client.query('RELEASE SAVEPOINT piece');
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT piece');
    verdicts.set(key, error instanceof Error ? error.message : String(error));
  }
}
