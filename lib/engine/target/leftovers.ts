/** What runs that did not come to their end have in a target: their staging schema, and helper functions marked theirs. */
import { MigrationError } from '../errors.ts';
import { CHECKPOINTS } from '../plan/select.ts';
import { FUNCTIONS_SCHEMA } from '../translate/sqlite-functions.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import { dropFunctions, ownerOfFunctions } from './functions.ts';
import { stagingSchema } from './schemas.ts';
import { functionsComment, othersAtWork, readStagingComment } from './staging.ts';

export interface RunTraces {
  run: string;
  /** Null where only helper functions, or only files on this machine, are left. */
  schema: string | null;
  functions: boolean;
  bytes: number;
  tables: number;
  /** Copied so far; null where that cannot be read. */
  rows: number | null;
  since: Date | null;
  resumes: boolean;
}

export async function readTraces(client: PgClient): Promise<RunTraces[]> {
  const { rows: schemas } = await client.query<{ name: string; comment: string | null }>(
    `SELECT nspname AS name, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace
     WHERE nspname LIKE 'howdah\\_%\\_stage' ORDER BY 1`,
  );
  const owner = await ownerOfFunctions(client);
  const traces: RunTraces[] = [];
  for (const { name, comment } of schemas) {
    const said = readStagingComment(comment);
    // A schema of that name that no run made is somebody's own.
    if (said === null || stagingSchema(said.run) !== name) continue;
    traces.push({ ...said, schema: name, functions: owner === said.run, ...(await sizeOf(client, name)) });
  }
  if (owner !== null && !traces.some(({ functions }) => functions)) {
    const nothing = { schema: null, bytes: 0, tables: 0, rows: null, since: null, resumes: false };
    traces.push({ ...nothing, run: owner, functions: true });
  }
  return traces;
}

async function sizeOf(
  client: PgClient,
  schema: string,
): Promise<Pick<RunTraces, 'bytes' | 'tables' | 'rows'>> {
  const { rows } = await client.query<{ bytes: number; tables: number }>(
    `SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::float8 AS bytes, count(*)::int AS tables
     FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p')`,
    [quote(schema)],
  );
  const copied = await client
    .query<{ rows: number }>(
      `SELECT coalesce(sum(rows), 0)::float8 AS rows FROM ${qualified(schema, CHECKPOINTS)}`,
    )
    .catch(() => null);
  const { bytes = 0, tables = 0 } = rows[0] ?? {};
  // Two of the tables are the run's own: its checkpoints and its quarantine.
  return { bytes, tables: Math.max(0, tables - 2), rows: copied?.rows[0]?.rows ?? null };
}

/** For whoever holds the run's lock. */
export async function dropDead(client: PgClient, { run, schema }: RunTraces): Promise<void> {
  if (schema !== null) {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = '2s'`);
      const { rows } = await client.query<{ comment: string | null }>(
        `SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1`,
        [schema],
      );
      // Made public or removed since it was looked at.
      if (rows.length > 0 && readStagingComment(rows[0]?.comment ?? null)?.run !== run) throw foreign(schema);
      await client.query(`DROP SCHEMA IF EXISTS ${quote(schema)} CASCADE`);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }
  await dropFunctions(client, functionsComment(run), () => othersAtWork(client, run));
}

function foreign(schema: string): MigrationError {
  return new MigrationError(
    'RUN-STAGING-FOREIGN',
    `The schema ${schema} was not made by a run of Howdah.`,
    `Look into it, and remove it by hand once you know that nobody needs it (it is beside ${FUNCTIONS_SCHEMA}).`,
  );
}
