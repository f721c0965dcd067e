import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../lib/config.ts';
import { childEnvironment } from './environment.ts';
import { ownSecrets } from './secrets.ts';

function folder(): string {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'howdah-secrets-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

const given = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://h/d' } as const;

test('are made once, for this user alone, and never the same twice', () => {
  const [one, two] = [folder(), folder()];
  const secrets = ownSecrets(one);
  expect(ownSecrets(one)).toEqual(secrets);
  expect(statSync(path.join(one, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(new Set([...Object.values(secrets), ...Object.values(ownSecrets(two))]).size).toBe(8);
});

test('are all that the settings ask for', () => {
  const dataDir = folder();
  const config = parseConfig(childEnvironment(given, dataDir, ownSecrets(dataDir)));
  expect(config.data.root).toBe(dataDir);
});

test('give way to what a person set', () => {
  const dataDir = folder();
  const set = { ...given, APP_SECRET: 'mine'.repeat(10), ENCRYPTION_KEY_FILE: '/run/secrets/key' };
  const env = childEnvironment(set, dataDir, ownSecrets(dataDir));
  expect(env.APP_SECRET).toBe(set.APP_SECRET);
  expect(env.ENCRYPTION_KEY).toBeUndefined();
});
