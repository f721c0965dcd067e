/** `npm run recover -- …`: for whoever holds the server, whether the panel runs or not. See recover/commands.ts. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { type Config, parseConfig } from '../lib/config.ts';
import { openDatabase } from '../lib/store/database.ts';
import { commandOf, USAGE } from './recover/commands.ts';
import { childEnvironment, dataFolder, isEmbedded } from './serve/environment.ts';
import { AlreadyRunning, claim } from './serve/running.ts';
import { ownSecrets } from './serve/secrets.ts';
import { startEmbeddedState } from './serve/state.ts';

const ROOT = path.join(import.meta.dirname, '..');

const command = commandOf(process.argv.slice(2));
if (!command) {
  process.stderr.write(USAGE);
  process.exit(2);
}
try {
  await withDatabase(async (url) => {
    const database = openDatabase(url, { max: 2, name: 'howdah recover' });
    try {
      const { text, good } = await command({ db: database.prisma, config: settings });
      (good ? process.stdout : process.stderr).write(`${text}\n`);
      if (!good) process.exitCode = 1;
    } finally {
      await database.close();
    }
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** The panel's settings as a start here would have them. Throws where the environment is not right. */
function settings(): Config {
  const embedded = isEmbedded(process.env);
  const dataDir = dataFolder(process.env, ROOT);
  const env = childEnvironment(process.env, dataDir, embedded ? ownSecrets(dataDir) : null);
  return parseConfig(embedded ? { ...env, DATABASE_URL: 'postgresql://embedded' } : env);
}

/** The panel's database: the one of DATABASE_URL, the embedded one that runs, or the embedded one started for this. */
async function withDatabase(work: (url: string) => Promise<void>): Promise<void> {
  if (!isEmbedded(process.env)) {
    const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
    return work(DATABASE_URL || readFileSync(DATABASE_URL_FILE ?? '', 'utf8').trim());
  }
  const dataDir = dataFolder(process.env, ROOT);
  if (!existsSync(dataDir)) throw new Error(`There is no panel in ${dataDir}.`);
  try {
    const claimed = await claim(dataDir);
    try {
      const state = await startEmbeddedState(dataDir, ownSecrets(dataDir), () => {});
      await work(state.databaseUrl).finally(() => state.stop());
    } finally {
      claimed.release();
    }
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    await work(runningUrl(dataDir));
  }
}

function runningUrl(dataDir: string): string {
  const port = readFileSync(path.join(realpathSync(path.join(dataDir, 'postgres')), 'port'), 'utf8').trim();
  return `postgresql://howdah:${encodeURIComponent(ownSecrets(dataDir).postgres)}@127.0.0.1:${port}/howdah`;
}
