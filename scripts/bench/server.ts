/** The PostgreSQL that is measured against: one of our own, or that of `--target`. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { removeCluster, startPostgres } from '../../lib/embedded/postgres.ts';
import type { Scene } from './stopping.ts';

/** As a person sets up a small server of their own: everything safe, room for COPY and for building indexes. */
export const SETTINGS: Record<string, string> = {
  shared_buffers: '512MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '4GB',
};

/** What decides how fast a server takes data. */
const TOLD = [
  ...['fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'shared_buffers'],
  ...['maintenance_work_mem', 'max_wal_size', 'max_parallel_maintenance_workers'],
];

export interface Server {
  /** Process of the postmaster where it is ours, for its CPU time. */
  pid: number | null;
  /** Where it came from, in a few words. */
  origin: string;
  version: string;
  settings: Record<string, string>;
  /** Connection string of one of its databases, with the password. */
  url(database: string): string;
  query<Row extends pg.QueryResultRow>(database: string, sql: string, values?: unknown[]): Promise<Row[]>;
  /** A fresh, empty database; returns its name. */
  create(): Promise<string>;
  drop(database: string): Promise<void>;
  /** What earlier work left to be written is written now and not during what is measured next. */
  settle(): Promise<void>;
}

export async function openServer(scene: Scene, folder: string, target: string | undefined): Promise<Server> {
  if (target) return targetServer(scene, target);
  const dataDir = join(folder, 'postgres');
  scene.undo(() => removeCluster(dataDir));
  const started = await startPostgres({
    dataDir,
    password: randomBytes(12).toString('hex'),
    settings: SETTINGS,
  });
  scene.undo(() => started.stop());
  return serverAt(scene, started.url(), {
    pid: started.pid,
    origin: 'the embedded PostgreSQL, on the loopback',
  });
}

/** What is wrong with it is said before anything is generated for it. */
async function targetServer(scene: Scene, address: string): Promise<Server> {
  try {
    const server = await serverAt(scene, withPassword(address), {
      pid: null,
      origin: 'the server of --target',
    });
    await server.drop(await server.create());
    return server;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new Error(
      `The server of --target cannot be used (${message || code}). It must be reachable, and its user must be able to create databases: ALTER ROLE … CREATEDB.`,
      { cause: error },
    );
  }
}

/** As psql takes it; the contestants get none of this process's settings, so it has to be in the address. */
function withPassword(address: string): string {
  const url = new URL(address);
  if (!url.password) url.password = encodeURIComponent(process.env.PGPASSWORD ?? '');
  return url.href;
}

async function serverAt(
  scene: Scene,
  address: string,
  known: Pick<Server, 'pid' | 'origin'>,
): Promise<Server> {
  const home = decodeURIComponent(new URL(address).pathname.slice(1)) || 'postgres';
  const url = (database: string) => {
    const made = new URL(address);
    made.pathname = `/${encodeURIComponent(database)}`;
    return made.href;
  };
  const query: Server['query'] = async (database, sql, values) => {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  const made = new Set<string>();
  const drop = async (database: string) => {
    await query(home, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(database)} WITH (FORCE)`);
    made.delete(database);
  };
  scene.undo(async () => {
    for (const database of [...made]) await drop(database);
  });
  const create = async () => {
    const database = `howdah_bench_${process.pid}_${randomBytes(4).toString('hex')}`;
    made.add(database);
    await query(home, `CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8'`);
    return database;
  };
  const [version] = await query<{ version: string }>(
    home,
    `SELECT current_setting('server_version') AS version`,
  );
  const told = await query<{ name: string; value: string }>(
    home,
    'SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY($1) ORDER BY name',
    [TOLD],
  );
  return {
    ...known,
    version: version?.version ?? '',
    settings: Object.fromEntries(told.map(({ name, value }) => [name, value])),
    url,
    query,
    create,
    drop,
    settle: async () => {
      // Who may not do it on a server of somebody else's goes without.
      await query(home, 'CHECKPOINT').catch((error: { code?: string }) => {
        if (error.code !== '42501') throw error;
      });
    },
  };
}
