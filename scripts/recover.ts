/** `npm run recover -- password EMAIL` or `role EMAIL admin|lead|support`: works whether the panel runs or not. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { recoverPassword, recoverRole } from '../lib/auth/recover.ts';
import { RoleInput } from '../lib/data/inputs.ts';
import { openDatabase } from '../lib/store/database.ts';
import { dataFolder, isEmbedded } from './serve/environment.ts';
import { AlreadyRunning, claim } from './serve/running.ts';
import { ownSecrets } from './serve/secrets.ts';
import { startEmbeddedState } from './serve/state.ts';

const ROOT = path.join(import.meta.dirname, '..');
const USAGE =
  'Usage: npm run recover -- password EMAIL\n       npm run recover -- role EMAIL admin|lead|support\n';

const [what, email, wanted] = process.argv.slice(2);
const role = RoleInput.safeParse(wanted);
if (!email || !(what === 'password' || (what === 'role' && role.success))) {
  process.stderr.write(USAGE);
  process.exit(2);
}
try {
  await withDatabase(async (url) => {
    const database = openDatabase(url, { max: 2, name: 'howdah recover' });
    try {
      const { prisma } = database;
      if (what === 'role' && role.success) {
        await recoverRole(prisma, email, role.data);
        process.stdout.write(`${email} is ${role.data} now.\n`);
      } else {
        const { password } = await recoverPassword(prisma, email);
        process.stdout.write(`New password of ${email}: ${password}\nChange it after signing in.\n`);
      }
    } finally {
      await database.close();
    }
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
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
