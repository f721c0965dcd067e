/** A PostgreSQL of our own: real server programs from an npm package, on the loopback, with a password. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, clusterFolder, reachableBinaries, serverAccount } from './account.ts';
import { installedBinaries, makeLibraryLinks } from './binaries.ts';
import { bareEnvironment, ensureCluster, ROLE } from './cluster.ts';
import { freePort } from './free-port.ts';
import { endLeftovers } from './leftovers.ts';

export interface PostgresOptions {
  /** Folder of the cluster, made when missing. One caller at a time: a server found running in it is ended. */
  dataDir: string;
  /** Password of the server's only role, decided when the cluster is made. */
  password: string;
  /** false gives up safety for speed: tests only. */
  fsync?: boolean;
  /** This port and no other; without it the one of the last start when it is free, else any. */
  port?: number;
  /** Folder with `bin`, `lib` and `share` of another PostgreSQL; default: the installed package. */
  binaries?: string;
  /** Further settings of the server, as in postgresql.conf. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Connection string, with the password in it. */
  url(database?: string): string;
  /** Makes a database unless it exists. */
  createDatabase(name: string): Promise<void>;
  /** Resolves once the server has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends it in an orderly way: connections are closed, everything is on disk. */
  stop(): Promise<void>;
}

/** Starts the server of a data folder and resolves when it takes connections. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, password, fsync = true } = options;
  const account = serverAccount(dataDir);
  const original = options.binaries ?? installedBinaries();
  makeLibraryLinks(original);
  const { version } = JSON.parse(readFileSync(path.join(original, '..', 'package.json'), 'utf8'));
  const native = reachableBinaries(original, version, account);
  const folder = clusterFolder(dataDir, account);
  const major = Number.parseInt(version, 10);
  const cluster = await ensureCluster({ folder, native, major, password, account, fsync });
  await endLeftovers(cluster);

  const portFile = path.join(folder, 'port');
  const lastPort = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
  const port = options.port ?? (await freePort(lastPort));
  const log = path.join(folder, 'log');
  const child = launch({ native, cluster, log, account, settings: serverSettings(port, options) });
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const stop = async () => {
    child.kill('SIGINT');
    await exited;
  };
  const url = (database = 'postgres') =>
    `postgresql://${ROLE}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  try {
    await untilReady(child, url(), log);
  } catch (error) {
    await stop();
    throw error;
  }
  writeFileSync(portFile, String(port));
  return {
    port,
    pid: child.pid ?? 0,
    url,
    createDatabase: (name) => createDatabase(url(), name),
    exited,
    stop,
  };
}

/** Removes a stopped cluster, wherever it was put. */
export async function removeCluster(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) await rm(clusterFolder(dataDir, null), { recursive: true, force: true });
  await rm(dataDir, { force: true });
}

function serverSettings(port: number, { fsync = true, settings }: PostgresOptions): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log is for mending the server: no statements and no values of somebody's rows.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    shared_preload_libraries: 'pg_stat_statements',
    max_wal_size: '2GB',
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...settings,
  };
}

/** Containers often have 64 MB of /dev/shm, less than one parallel query or index build may ask for. */
function smallSharedMemory(): boolean {
  if (process.platform !== 'linux' || !existsSync('/dev/shm')) return false;
  const { blocks, bsize } = statfsSync('/dev/shm');
  return blocks * bsize < 512 * 1024 * 1024;
}

interface Launch {
  native: string;
  cluster: string;
  log: string;
  account: Account | null;
  settings: Record<string, string>;
}

function launch({ native, cluster, log, account, settings }: Launch): ChildProcess {
  const output = openSync(log, 'a', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(path.join(native, 'bin', 'postgres'), ['-D', cluster, ...flags], {
    ...(account ?? {}),
    cwd: cluster,
    // A group of its own: Ctrl-C in the terminal is for whoever started it to pass on, in the right order.
    detached: true,
    env: bareEnvironment(),
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

/** Waits as long as the server lives: after a crash it may have much to recover. */
async function untilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    if (failure) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) {
      const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
      throw new Error(`The embedded PostgreSQL did not start. Its log (${log}) ends with:\n${tail}`);
    }
    try {
      return await query(url, 'SELECT 1');
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === '28P01') {
        throw new Error(
          'The password kept for the embedded PostgreSQL is not the one it was made with. Put back the file that kept it, or move the data folder away to begin anew.',
        );
      }
      // ECONNREFUSED: not listening yet; 57P03: starting up or recovering; ECONNRESET: just between the two.
      if (!['ECONNREFUSED', 'ECONNRESET', '57P03'].includes(code ?? '')) throw error;
    }
    await sleep(20);
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  try {
    await query(url, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error;
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
