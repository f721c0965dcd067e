/** Secrets of an installation that nobody gave any: made once, kept in the data folder for this user alone. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  /** Role of the embedded PostgreSQL. */
  postgres: z.string(),
  /** Role of the sample target on it. */
  sampleTarget: z.string(),
  app: z.string(),
  encryptionKey: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

export function ownSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  const secrets: Secrets = {
    postgres: randomBytes(24).toString('base64url'),
    sampleTarget: randomBytes(24).toString('base64url'),
    app: randomBytes(32).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
  };
  // Moved into place whole: half a file of keys would lock everything up.
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
