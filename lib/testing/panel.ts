/** A whole panel for tests, as `npm start` would bring it up, with a data folder and ports of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../embedded/free-port.ts';
import { removeCluster } from '../embedded/postgres.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

export interface TestPanel {
  url: string;
  /** Where the first account is made; null when there is one. */
  setupUrl: string | null;
  dataDir: string;
  /** The supervisor's process. */
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Ctrl-C, and waits until everything has ended. */
  stop(): Promise<void>;
}

/** A folder for one or more starts of a test panel. */
export async function panelFolder(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'howdah-panel-'));
  return {
    dataDir,
    remove: async () => {
      await removeCluster(path.join(dataDir, 'postgres'));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the pages as they were last built. Resolves when the panel says that it is ready. */
export async function startPanel(dataDir: string, env: Record<string, string> = {}): Promise<TestPanel> {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts', 'serve', 'main.ts'), '--built'], {
    cwd: ROOT,
    env: { ...ownEnvironment(), HOWDAH_DATA: dataDir, PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (/Ctrl-C stops everything/.test(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`The panel ended with status ${code}:\n${output}`)));
  });
  await ready;
  return {
    url: `http://localhost:${port}`,
    setupUrl: /http\S+\/setup\?\S+/.exec(output)?.[0] ?? null,
    dataDir,
    process: child,
    output: () => output,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

/** The environment without what would point the panel at somebody's real database. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const theirs = /^(DATABASE_URL|APP_|ENCRYPTION_KEY|INITIAL_ADMIN_|SOURCE_ROOTS|METRICS_TOKEN|UPLOAD_)/;
  const entries = Object.entries(process.env).filter(([name]) => !theirs.test(name));
  return { ...Object.fromEntries(entries), NODE_ENV: 'production' };
}
