/** What a start owes the panel's database: its migrations, the first admin or the way to make one, samples. */
import path from 'node:path';
import { ensureInitialAdmin, issueSetupToken } from '../../lib/auth/setup-token.ts';
import type { Config } from '../../lib/config.ts';
import { openDatabase, type PrismaClient } from '../../lib/store/database.ts';
import { migrate } from '../../lib/store/migrate.ts';
import { checkSecrets, Secrets } from '../../lib/store/secrets.ts';
import { moveSampleTarget, samplesAreWanted, seedSamples } from '../../lib/store/seed.ts';
import { makeSamples } from './samples.ts';

/**
 * @param sampleTargetUrl where samples can go; null: no samples
 * @returns the token of /setup, or null when somebody can sign in already
 */
export async function firstSteps(
  config: Config,
  root: string,
  sampleTargetUrl: string | null,
  say: (text: string) => void,
): Promise<string | null> {
  const applied = await migrate(config.databaseUrl, path.join(root, 'prisma', 'migrations'));
  if (applied.length > 0) say(`the panel's database is up to date (applied: ${applied.join(', ')})`);
  const database = openDatabase(config.databaseUrl, { max: 2, name: 'howdah start' });
  try {
    const { prisma } = database;
    const secrets = new Secrets(config.encryption.current, config.encryption.previous);
    const { renewed, unopened } = await checkSecrets(prisma, secrets);
    if (renewed > 0) say(`sealed ${renewed} stored passwords with the current key`);
    for (const name of unopened) say(`no key opens the password of the target ${name}: enter it anew`);
    if (config.initialAdmin && (await ensureInitialAdmin(prisma, config.initialAdmin))) {
      say(`made the first admin, ${config.initialAdmin.email}`);
    }
    if (sampleTargetUrl) await offerSamples(prisma, config, sampleTargetUrl, say);
    return await issueSetupToken(prisma);
  } finally {
    await database.close();
  }
}

async function offerSamples(
  db: PrismaClient,
  config: Config,
  targetUrl: string,
  say: (text: string) => void,
): Promise<void> {
  const secrets = new Secrets(config.encryption.current, config.encryption.previous);
  if (await samplesAreWanted(db)) {
    say('making sample databases');
    await seedSamples(db, secrets, { files: await makeSamples(config.data.samples), targetUrl });
  } else {
    await moveSampleTarget(db, secrets, targetUrl);
  }
}
