/** The helper functions in a target: made when a plan needs them, public once a run was cut over, gone again otherwise. */
import { NOCASE_COLLATION } from '../plan/ddl.ts';
import {
  FUNCTIONS_SCHEMA,
  FUNCTIONS_SQL,
  FUNCTIONS_VERSION,
  needsFunctions,
} from '../translate/sqlite-functions.ts';
import type { Plan } from '../types.ts';
import { literal, type PgClient } from './connect.ts';
import { holdShared } from './locks.ts';

const PERMANENT = `SQLite's functions, for views and constraints that Howdah translated, ${FUNCTIONS_VERSION}`;

export function planNeedsFunctions(plan: Plan): boolean {
  const texts = [
    ...plan.views.map((view) => view.sql),
    ...plan.triggers.map((trigger) => trigger.functionSql),
    ...plan.tables.flatMap((table) => [
      ...table.checks.map((check) => check.expression),
      ...table.columns.flatMap((column) => [column.generated ?? '', column.default ?? '']),
      ...table.indexes.flatMap((index) => [
        index.where ?? '',
        ...index.columns.map((column) => column.expression ?? ''),
      ]),
    ]),
  ];
  return planNeedsCollation(plan) || texts.some(needsFunctions);
}

/** Letters differ by more than their case to it: https://www.postgresql.org/docs/current/collation.html */
export const NOCASE_SQL = `CREATE COLLATION IF NOT EXISTS ${NOCASE_COLLATION}
  (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`;

export function planNeedsCollation(plan: Plan): boolean {
  return plan.tables.some(({ columns }) => columns.some(({ collation }) => collation !== undefined));
}

/** Needs the functions' schema. What still has to be said, inside the caller's transaction, to have it. */
export async function collationToMake(client: PgClient): Promise<string[]> {
  const { rows } = await client.query<{ found: string | null }>('SELECT to_regcollation($1)::text AS found', [
    NOCASE_COLLATION,
  ]);
  if (rows[0]?.found) return [];
  await holdShared(client);
  return [NOCASE_SQL];
}

/** Inside the caller's transaction. The comment says whose it is until a cutover makes it permanent. */
export async function createFunctions(client: PgClient, comment: string): Promise<void> {
  if ((await currentComment(client))?.endsWith(FUNCTIONS_VERSION)) return;
  await holdShared(client);
  const existing = await currentComment(client);
  if (existing?.endsWith(FUNCTIONS_VERSION)) return;
  if (existing === null) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${FUNCTIONS_SCHEMA}`);
    await client.query(`GRANT USAGE ON SCHEMA ${FUNCTIONS_SCHEMA} TO PUBLIC`);
  }
  // Older ones that others rely on are replaced in place and stay whatever becomes of this run.
  const now = existing === null ? versioned(comment) : PERMANENT;
  await client.query(FUNCTIONS_SQL);
  await client.query(`COMMENT ON SCHEMA ${FUNCTIONS_SCHEMA} IS ${literal(now)}`);
}

/** For a run that needs them and is cut over: whichever run made them, they stay from now on. */
export async function keepFunctions(client: PgClient): Promise<void> {
  if ((await currentComment(client)) === PERMANENT) return;
  await holdShared(client);
  if ((await currentComment(client)) === PERMANENT) return;
  await client.query(`COMMENT ON SCHEMA ${FUNCTIONS_SCHEMA} IS ${literal(PERMANENT)}`);
}

/**
 * Removes what the run with this comment made, unless another run came to rely on it meanwhile. A run that goes on
 * beside it may be about to: it takes them over, and removes them in its turn. `others`: the comments of those.
 */
export async function dropFunctions(
  client: PgClient,
  comment: string,
  others: () => Promise<string[]>,
): Promise<void> {
  if ((await currentComment(client)) !== versioned(comment)) return;
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = $1::regnamespace`,
    [FUNCTIONS_SCHEMA],
  );
  const drop = [
    `DROP FUNCTION ${rows.map((row) => row.name).join(', ')} RESTRICT`,
    `DROP COLLATION IF EXISTS ${NOCASE_COLLATION} RESTRICT`,
    `DROP SCHEMA ${FUNCTIONS_SCHEMA} RESTRICT`,
  ];
  await client.query('BEGIN');
  try {
    await holdShared(client);
    const [heir] = await others();
    const handOver = `COMMENT ON SCHEMA ${FUNCTIONS_SCHEMA} IS ${literal(versioned(heir ?? ''))}`;
    const mine = (await currentComment(client)) === versioned(comment);
    for (const sql of mine ? (heir === undefined ? drop : [handOver]) : []) await client.query(sql);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    if ((error as { code?: unknown }).code !== '2BP01') throw error;
    await client.query(`COMMENT ON SCHEMA ${FUNCTIONS_SCHEMA} IS ${literal(PERMANENT)}`);
  }
}

function versioned(comment: string): string {
  return `${comment}, ${FUNCTIONS_VERSION}`;
}

async function currentComment(client: PgClient): Promise<string | null> {
  const { rows } = await client.query<{ comment: string | null }>(
    `SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1`,
    [FUNCTIONS_SCHEMA],
  );
  return rows[0]?.comment ?? null;
}

/** The run that they go with, while no cutover has made them permanent. */
export async function ownerOfFunctions(client: PgClient): Promise<string | null> {
  return /^made by howdah run ([a-z0-9]+), /.exec((await currentComment(client)) ?? '')?.[1] ?? null;
}
