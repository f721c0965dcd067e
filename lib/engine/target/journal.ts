/**
 * What was made public in a target, kept in that target: rollback works even where the panel's own state is gone.
 * One schema `howdah` with one table; the first cutover makes it.
 */
import { z } from 'zod';
import { MigrationError } from '../errors.ts';
import { ColumnPlan, RowsMode } from '../types.ts';
import type { PgClient } from './connect.ts';
import { holdShared } from './locks.ts';

export const JournalTable = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view', 'function']).default('table'),
  /** Of pg_class or pg_proc, to recognise the table again under whatever name. */
  oid: z.number(),
  /** The replaced table's oid, null where there was none. */
  replaced: z.number().nullable(),
  rows: z.number(),
  /** Rows went into a table that stood there; null where the whole table was made. */
  match: z
    .object({
      rows: RowsMode,
      key: z.array(z.string()),
      /** The table, in the schema of what stood before, with the keys that an upsert wrote. */
      keys: z.string().nullable(),
      /** The transaction that wrote: rows of another one were written since. */
      xid: z.string(),
    })
    .nullable()
    .default(null),
  /** How values are read for each column, where rows are in quarantine that may be put in later. */
  columns: z
    .array(ColumnPlan.pick({ source: true, target: true, codec: true, zone: true, emptyIsNull: true }))
    .optional(),
});
export type JournalTable = z.infer<typeof JournalTable>;

export interface JournalEntry {
  run: string;
  schema: string;
  planHash: string;
  sourceSha256: string;
  status: 'cut-over' | 'rolled-back' | 'finalised';
  cutOverAt: Date;
  rolledBackAt: Date | null;
  /** When what was kept aside was dropped; a run that was rolled back stays `rolled-back`. */
  finalisedAt: Date | null;
  reason: string | null;
  tables: JournalTable[];
}

export async function createJournal(client: PgClient): Promise<void> {
  if (await isCurrent(client)) return;
  await holdShared(client);
  await client.query(`CREATE SCHEMA IF NOT EXISTS howdah`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS howdah.journal (run text PRIMARY KEY, target_schema text NOT NULL,
       plan_hash text NOT NULL, source_sha256 text NOT NULL, status text NOT NULL,
       cut_over_at timestamptz NOT NULL DEFAULT now(), rolled_back_at timestamptz, reason text,
       tables jsonb NOT NULL, finalised_at timestamptz)`,
  );
  // Journals of earlier versions lack it. Asked first: only the owner may alter the table, others may write to it.
  if (!(await isCurrent(client))) {
    await client.query(`ALTER TABLE howdah.journal ADD COLUMN finalised_at timestamptz`);
  }
}

async function isCurrent(client: PgClient): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_attribute WHERE attrelid = to_regclass('howdah.journal') AND attname = 'finalised_at'`,
  );
  return rows.length > 0;
}

export async function isThere(client: PgClient, relation: string): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [
    relation,
  ]);
  return Boolean(rows[0]?.found);
}

export async function writeJournal(
  client: PgClient,
  entry: Pick<JournalEntry, 'run' | 'schema' | 'planHash' | 'sourceSha256' | 'tables'>,
): Promise<void> {
  await client.query(
    `INSERT INTO howdah.journal (run, target_schema, plan_hash, source_sha256, status, tables)
     VALUES ($1, $2, $3, $4, 'cut-over', $5)`,
    [entry.run, entry.schema, entry.planHash, entry.sourceSha256, JSON.stringify(entry.tables)],
  );
}

/** All entries, the latest first; empty where nothing was ever cut over. */
export async function readJournal(client: PgClient): Promise<JournalEntry[]> {
  const {
    rows: [found],
  } = await client.query<{ journal: string | null }>(`SELECT to_regclass('howdah.journal')::text AS journal`);
  if (!found?.journal) return [];
  const { rows } = await client.query(
    `SELECT run, target_schema, plan_hash, source_sha256, status, cut_over_at, rolled_back_at, reason, tables,
       (to_jsonb(j) ->> 'finalised_at')::timestamptz AS finalised_at
     FROM howdah.journal j ORDER BY cut_over_at DESC, run`,
  );
  return rows.map((row) => ({
    run: row.run,
    schema: row.target_schema,
    planHash: row.plan_hash,
    sourceSha256: row.source_sha256,
    status: row.status,
    cutOverAt: row.cut_over_at,
    rolledBackAt: row.rolled_back_at,
    finalisedAt: row.finalised_at,
    reason: row.reason,
    tables: z.array(JournalTable).parse(row.tables),
  }));
}

/** What a run made public before it was interrupted; null where it did not come to it. */
export async function alreadyCutOver(client: PgClient, run: string): Promise<JournalTable[] | null> {
  const entry = (await readJournal(client)).find((candidate) => candidate.run === run);
  if (entry?.status === 'rolled-back') {
    throw new MigrationError(
      'RUN-ROLLED-BACK',
      `Run ${run} was made public and rolled back while nobody carried it on.`,
      'Nothing to do: what stood before it stands again.',
      { context: { run } },
    );
  }
  return entry?.tables ?? null;
}

export async function markRolledBack(client: PgClient, run: string, reason: string): Promise<void> {
  await client.query(
    `UPDATE howdah.journal SET status = 'rolled-back', rolled_back_at = now(), reason = $2 WHERE run = $1`,
    [run, reason],
  );
}

/** Inside the caller's transaction. */
export async function markFinalised(client: PgClient, run: string): Promise<void> {
  await createJournal(client);
  await client.query(
    `UPDATE howdah.journal SET finalised_at = now(),
       status = CASE status WHEN 'cut-over' THEN 'finalised' ELSE status END WHERE run = $1`,
    [run],
  );
}
