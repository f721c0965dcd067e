/**
 * `npm start`: everything the panel consists of, kept running until Ctrl-C: a PostgreSQL of our own unless
 * DATABASE_URL is set, the panel's migrations, the worker, the web. `--built` leaves the pages as they were built.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ConfigError, parseConfig } from '../../lib/config.ts';
import { childEnvironment, dataFolder, isEmbedded } from './environment.ts';
import { firstSteps } from './first-steps.ts';
import { isFree } from './port.ts';
import { startProcesses, untilAnswering } from './processes.ts';
import { AlreadyRunning, claim } from './running.ts';
import { ownSecrets } from './secrets.ts';
import { startEmbeddedState } from './state.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
/** EX_CONFIG: the environment is not right, trying again will not help. */
const CONFIG_STATUS = 78;

const { values: flags } = parseArgs({ options: { built: { type: 'boolean', default: false } } });
const stopping = new AbortController();
const undo: (() => Promise<void> | void)[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort());
}
// Killed without a word, the process in front of this one closes the channel.
process.on('disconnect', () => stopping.abort());

try {
  await start(stopping.signal);
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  say('stopping …');
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`howdah: ${explain(error)}\n`);
    process.exitCode = error instanceof ConfigError ? CONFIG_STATUS : 1;
  }
} finally {
  for (const step of undo.reverse()) await step();
}
if (undo.length > 0 && !process.exitCode) say('stopped');
// The channel to the process in front would keep this one alive.
process.exit();

async function start(signal: AbortSignal): Promise<void> {
  const embedded = isEmbedded(process.env);
  const dataDir = dataFolder(process.env, ROOT);
  // Others may pass through, not look around: as root, PostgreSQL's own account has to get to its folder.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const env = childEnvironment(process.env, dataDir, embedded ? ownSecrets(dataDir) : null);
  const { host, port } = parseConfig(embedded ? { ...env, DATABASE_URL: 'postgresql://embedded' } : env);

  const claimed = await claim(dataDir);
  undo.push(() => claimed.release());
  if (claimed.ended.length > 0) say(`ended what an earlier start left running: ${claimed.ended.join(', ')}`);
  if (!(await isFree(host, port))) {
    throw new Error(`port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`);
  }
  if (flags.built && !existsSync(path.join(ROOT, '.next', 'BUILD_ID'))) {
    throw new Error('the pages were never built here. Build them: npm run build');
  }
  signal.throwIfAborted();

  let sampleTargetUrl: string | null = null;
  if (embedded) {
    say('starting PostgreSQL');
    const state = await startEmbeddedState(dataDir, ownSecrets(dataDir), say);
    undo.push(() => state.stop());
    env.DATABASE_URL = state.databaseUrl;
    sampleTargetUrl = state.sampleTargetUrl;
  }
  signal.throwIfAborted();

  const config = parseConfig(env);
  const setupToken = await firstSteps(config, ROOT, sampleTargetUrl, say);
  signal.throwIfAborted();
  if (!flags.built) await build(signal);

  const processes = startProcesses({ root: ROOT, host, port, env, claim: claimed, say });
  undo.push(() => processes.stop());
  await untilAnswering(host, port, signal);
  say(`ready: ${config.appUrl}`);
  if (setupToken) say(`make the first account: ${config.appUrl}/setup?token=${setupToken}`);
  say('Ctrl-C stops everything');
}

async function build(signal: AbortSignal): Promise<void> {
  const args = [path.join(ROOT, 'scripts', 'run.mjs'), 'prepare'];
  const run = promisify(execFile)(process.execPath, args, { signal, maxBuffer: 64 * 1024 * 1024 });
  run.child.stderr?.pipe(process.stderr);
  await run.catch((cause) => {
    throw new Error('the pages could not be built; what is written above says why.', { cause });
  });
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `cannot start, the environment is not right:\n${error.message}`;
  if (error instanceof AlreadyRunning) {
    return `${error.message} Stop it there with Ctrl-C, or here with: kill ${error.pid}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function say(text: string): void {
  process.stdout.write(`howdah │ ${text}\n`);
}
