/** The embedded PostgreSQL as the panel uses it: its own state in one database, a target for samples in another. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startPostgres } from '../../lib/embedded/postgres.ts';
import type { Secrets } from './secrets.ts';

const STATE = 'howdah';
/** Name of the sample target's database and of the role that owns it. */
const SAMPLE = 'howdah_sample';
const LONGEST_PAUSE_MS = 15_000;

export interface EmbeddedState {
  /** Connection string to the panel's own state. */
  databaseUrl: string;
  /** Connection string to the sample target, with a role that reaches nothing else. */
  sampleTargetUrl: string;
  stop(): Promise<void>;
}

/** Starts the server and keeps it running, on the same port, until `stop`. */
export async function startEmbeddedState(
  dataDir: string,
  secrets: Secrets,
  say: (text: string) => void,
): Promise<EmbeddedState> {
  const options = { dataDir: path.join(dataDir, 'postgres'), password: secrets.postgres };
  let server = await startPostgres(options);
  let stopping = false;

  const keepRunning = async (): Promise<void> => {
    for (let pause = 0; !stopping; pause = Math.min(pause * 2 + 250, LONGEST_PAUSE_MS)) {
      await server.exited;
      if (stopping) return;
      try {
        say('PostgreSQL ended unexpectedly: starting it again');
        await sleep(pause);
        server = await startPostgres({ ...options, port: server.port });
        pause = 0;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const running = keepRunning();
  const stop = async () => {
    stopping = true;
    await server.stop();
    await running;
    // Perhaps it had just been started again.
    await server.stop();
  };
  try {
    await server.createDatabase(STATE);
    await ensureSampleTarget(server, secrets.sampleTarget);
  } catch (error) {
    await stop();
    throw error;
  }
  const sample = new URL(server.url(SAMPLE));
  sample.username = SAMPLE;
  sample.password = secrets.sampleTarget;
  return { databaseUrl: server.url(STATE), sampleTargetUrl: sample.href, stop };
}

/** A database of its own with a role of its own, who sees the server's figures but not the panel's state. */
async function ensureSampleTarget(server: EmbeddedPostgres, password: string): Promise<void> {
  await server.createDatabase(SAMPLE);
  const client = new pg.Client({ connectionString: server.url(STATE) });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [SAMPLE]);
    if (!rowCount) await client.query(`CREATE ROLE ${SAMPLE}`);
    await client.query(`
      ALTER ROLE ${SAMPLE} LOGIN PASSWORD ${pg.escapeLiteral(password)};
      GRANT pg_monitor TO ${SAMPLE};
      ALTER DATABASE ${SAMPLE} OWNER TO ${SAMPLE};
      REVOKE CONNECT ON DATABASE ${STATE} FROM PUBLIC;
      REVOKE CONNECT ON DATABASE postgres FROM PUBLIC`);
  } finally {
    await client.end();
  }
}
