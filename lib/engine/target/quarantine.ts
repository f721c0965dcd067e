/**
 * Rows in quarantine, kept whole in the target: beside the staged tables until the cutover, then in
 * `howdah.quarantine`, where they stay until somebody puts them in or takes them away.
 */
import { STAGED_QUARANTINE } from '../plan/select.ts';
import type { QuarantinedRow, QuarantinedValue } from '../source/quarantined-rows.ts';
import { type PgClient, qualified } from './connect.ts';
import { isThere } from './journal.ts';
import { holdShared } from './locks.ts';
import { stagingSchema } from './schemas.ts';

const COLUMNS = `"table" text NOT NULL, target text NOT NULL, number bigint NOT NULL, key text NOT NULL,
  "column" text NOT NULL, reason text NOT NULL, "row" jsonb NOT NULL`;

export function stagedQuarantineDdl(runId: string): string {
  return `CREATE TABLE ${qualified(stagingSchema(runId), STAGED_QUARANTINE)} (${COLUMNS}, PRIMARY KEY ("table", number))`;
}

/** What an interrupted run already stored is stored again: the same rows under the same numbers. */
export async function stageQuarantined(
  client: PgClient,
  runId: string,
  table: { source: string; target: string },
  rows: QuarantinedRow[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${qualified(stagingSchema(runId), STAGED_QUARANTINE)}
     SELECT $1, $2, r.number, r.key, r."column", r.reason, r."row"
     FROM jsonb_to_recordset($3::jsonb) AS r(number bigint, key text, "column" text, reason text, "row" jsonb)
     ON CONFLICT ("table", number) DO NOTHING`,
    [table.source, table.target, JSON.stringify(rows)],
  );
}

/** Inside the cutover's transaction, after the journal is there. */
export async function keepQuarantined(client: PgClient, runId: string): Promise<void> {
  const staged = qualified(stagingSchema(runId), STAGED_QUARANTINE);
  const { rows } = await client.query(`SELECT FROM ${staged} LIMIT 1`);
  if (rows.length > 0) {
    if (!(await isThere(client, 'howdah.quarantine'))) await holdShared(client);
    await client.query(
      `CREATE TABLE IF NOT EXISTS howdah.quarantine (run text NOT NULL, ${COLUMNS}, put_in_at timestamptz,
         PRIMARY KEY (run, "table", number))`,
    );
    await client.query(
      `INSERT INTO howdah.quarantine (run, "table", target, number, key, "column", reason, "row")
       SELECT $1, "table", target, number, key, "column", reason, "row" FROM ${staged}`,
      [runId],
    );
  }
  await client.query(`DROP TABLE ${staged}`);
}

export interface KeptRow {
  table: string;
  target: string;
  number: number;
  key: string;
  column: string;
  reason: string;
  row: Record<string, QuarantinedValue | null>;
  /** When it was put in after all; null while it is in quarantine. */
  putInAt: Date | null;
}

/** A run's rows in quarantine, by table and number; empty where it left none. */
export async function readQuarantine(
  client: PgClient,
  runId: string,
  page: { table?: string; offset?: number; limit?: number } = {},
): Promise<KeptRow[]> {
  if (!(await hasQuarantine(client))) return [];
  const { rows } = await client.query(
    `SELECT "table", target, number::float8 AS number, key, "column", reason, "row", put_in_at AS "putInAt"
     FROM howdah.quarantine WHERE run = $1 AND ($2::text IS NULL OR "table" = $2)
     ORDER BY "table", number OFFSET $3 LIMIT $4`,
    [runId, page.table ?? null, page.offset ?? 0, page.limit ?? null],
  );
  return rows;
}

/** How many rows of each table a run keeps there, and how many of them were put in since. */
export async function countQuarantine(
  client: PgClient,
  runId: string,
): Promise<{ table: string; rows: number; putIn: number }[]> {
  if (!(await hasQuarantine(client))) return [];
  const { rows } = await client.query(
    `SELECT "table", count(*)::float8 AS rows, count(put_in_at)::float8 AS "putIn"
     FROM howdah.quarantine WHERE run = $1 GROUP BY "table" ORDER BY "table"`,
    [runId],
  );
  return rows;
}

export async function markPutIn(
  client: PgClient,
  runId: string,
  { table, number }: Pick<KeptRow, 'table' | 'number'>,
): Promise<void> {
  await client.query(
    `UPDATE howdah.quarantine SET put_in_at = now() WHERE run = $1 AND "table" = $2 AND number = $3`,
    [runId, table, number],
  );
}

async function hasQuarantine(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>(
    `SELECT to_regclass('howdah.quarantine')::text AS found`,
  );
  return rows[0]?.found != null;
}
