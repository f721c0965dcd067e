/** The schema a run loads into, with its checkpoints: everything about a run that must survive with the data. */
import { MigrationError } from '../errors.ts';
import { CHECKPOINTS } from '../plan/select.ts';
import type { Plan } from '../types.ts';
import { inOneTrip, literal, type PgClient, qualified, quote } from './connect.ts';
import {
  collationToMake,
  createFunctions,
  dropFunctions,
  planNeedsCollation,
  planNeedsFunctions,
} from './functions.ts';
import { endSessions } from './liveness.ts';
import { holdShared } from './locks.ts';
import { stagedQuarantineDdl } from './quarantine.ts';
import { stagingSchema } from './schemas.ts';

/** Marks helper functions that go when the run does not come to its cutover. */
export function functionsComment(runId: string): string {
  return `made by howdah run ${runId}`;
}

/** Makes the schema with everything in it, or finds it as an interrupted run left it. True when it was there. */
export async function createStaging(
  client: PgClient,
  runId: string,
  plan: Plan,
  tables: string[],
  resumes = false,
): Promise<boolean> {
  const schema = stagingSchema(runId);
  const {
    rows: [existing],
  } = await client.query<{ comment: string | null }>(
    `SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1`,
    [schema],
  );
  const mark = `howdah run ${runId} plan ${plan.hash}`;
  if (existing) {
    if (existing.comment?.startsWith(mark)) return true;
    throw new MigrationError(
      'RUN-STAGING-FOREIGN',
      `The schema ${schema} exists but does not belong to this run's plan.`,
      `Remove it (DROP SCHEMA ${quote(schema)} CASCADE) once you know nobody needs it, then start again.`,
    );
  }
  const comment = `${mark}, begun ${new Date().toISOString()}${resumes ? ', resumes' : ''}`;
  await client.query('BEGIN');
  try {
    await client.query(`CREATE SCHEMA ${quote(schema)}`);
    await client.query(`COMMENT ON SCHEMA ${quote(schema)} IS ${literal(comment)}`);
    await client.query(
      `CREATE TABLE ${qualified(schema, CHECKPOINTS)} ("table" text, chunk integer, after_key text, last_key text,
         rows bigint NOT NULL, bytes bigint NOT NULL, PRIMARY KEY ("table", chunk))`,
    );
    await client.query(stagedQuarantineDdl(runId));
    // Until this schema is there to be seen, nobody may drop what it will rely on.
    if (planNeedsFunctions(plan)) await holdShared(client);
    if (planNeedsFunctions(plan)) await createFunctions(client, functionsComment(runId));
    if (planNeedsCollation(plan)) await inOneTrip(client, await collationToMake(client));
    await inOneTrip(client, tables);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
  return false;
}

/** What the schema's comment says; null where it was not made by a run. */
export function readStagingComment(
  comment: string | null,
): { run: string; since: Date | null; resumes: boolean } | null {
  const match = /^howdah run ([a-z0-9]+) plan \w+(?:, begun (\S+?Z))?(, resumes)?$/.exec(comment ?? '');
  if (!match?.[1]) return null;
  return { run: match[1], since: match[2] ? new Date(match[2]) : null, resumes: match[3] !== undefined };
}

/** Comments of the other runs whose staging schemas stand in this database. */
export async function othersAtWork(client: PgClient, runId: string): Promise<string[]> {
  const { rows } = await client.query<{ run: string }>(
    `SELECT substring(nspname FROM '^howdah_([a-z0-9]{10})_stage$') AS run FROM pg_namespace
     WHERE nspname ~ '^howdah_[a-z0-9]{10}_stage$' ORDER BY nspname`,
  );
  return rows.flatMap(({ run }) => (run === runId ? [] : [functionsComment(run)]));
}

/** Only for whoever holds the run's lock. */
export async function dropStaging(client: PgClient, runId: string): Promise<void> {
  await endSessions(client, runId);
  await client.query(`SET lock_timeout = '30s'`);
  await client.query(`DROP SCHEMA IF EXISTS ${quote(stagingSchema(runId))} CASCADE`);
  await dropFunctions(client, functionsComment(runId), () => othersAtWork(client, runId));
  await client.query('RESET lock_timeout');
}
