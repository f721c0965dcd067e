import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

const KEY = Buffer.alloc(32, 7);
const REQUIRED = {
  DATABASE_URL: 'postgresql://howdah:pw@db/howdah',
  APP_SECRET: 's'.repeat(32),
  ENCRYPTION_KEY: KEY.toString('base64'),
};

function problemsOf(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('the environment was accepted');
}

test('three variables are enough; the rest has defaults', () => {
  const config = parseConfig({ ...REQUIRED, HOWDAH_DATA: '/srv/howdah' });
  expect(config).toMatchObject({
    databaseUrl: REQUIRED.DATABASE_URL,
    appUrl: 'http://localhost:3000',
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    initialAdmin: null,
    metricsToken: null,
  });
  expect(config.encryption.current.equals(KEY)).toBe(true);
  expect(config.sourceRoots).toEqual(['/srv/howdah/samples', '/srv/howdah/uploads', os.homedir()]);
});

test('nothing set: every missing secret is named at once, with how to make it', () => {
  const problems = problemsOf({});
  expect(problems.split('\n').map((line) => line.split(' ')[0])).toEqual([
    'DATABASE_URL',
    'APP_SECRET',
    'ENCRYPTION_KEY',
  ]);
  expect(problems).toContain('openssl rand -base64 32');
});

test.each([
  ['DATABASE_URL', 'mysql://u:hunter22@h/d'],
  ['APP_URL', 'ftp://h'],
  ['APP_SECRET', 'hunter22'],
  ['ENCRYPTION_KEY', 'hunter22'],
  ['PORT', '70000'],
  ['PORT', '3000x'],
  ['LOG_LEVEL', 'loud'],
  ['SOURCE_ROOTS', 'data/here'],
  ['UPLOAD_MAX_BYTES', '-1'],
  ['METRICS_TOKEN', 'short'],
  ['INITIAL_ADMIN_EMAIL', 'a@example.org'],
])('%s=%s is refused by name, and the value of a secret is not repeated', (name, value) => {
  const problems = problemsOf({ ...REQUIRED, [name]: value });
  expect(problems).toMatch(new RegExp(`^${name} `));
  expect(problems).not.toContain('hunter22');
});

test('a secret may come from a file, but not from both', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'howdah-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'secret');
  writeFileSync(file, `${'f'.repeat(40)}\n`);
  const { APP_SECRET, ...others } = REQUIRED;
  expect(parseConfig({ ...others, APP_SECRET_FILE: file }).appSecret).toBe('f'.repeat(40));
  expect(problemsOf({ ...others, APP_SECRET, APP_SECRET_FILE: file })).toMatch(
    /^APP_SECRET and APP_SECRET_FILE/,
  );
  expect(problemsOf({ ...others, APP_SECRET_FILE: path.join(folder, 'none') })).toMatch(
    /^APP_SECRET cannot be read from APP_SECRET_FILE: ENOENT/,
  );
});

test('an empty variable is an unset one', () => {
  expect(parseConfig({ ...REQUIRED, PORT: '', METRICS_TOKEN: '' })).toMatchObject({
    port: 3000,
    metricsToken: null,
  });
});

test('earlier keys are a list, and both spellings of a key are read', () => {
  const old = Buffer.alloc(32, 9);
  const list = `${old.toString('hex')},${KEY.toString('base64')}`;
  const { previous } = parseConfig({ ...REQUIRED, ENCRYPTION_KEY_PREVIOUS: list }).encryption;
  expect(previous.map((key) => key.toString('hex'))).toEqual([old.toString('hex'), KEY.toString('hex')]);
});

test('a process with a wrong environment ends with a sentence and a status of its own', () => {
  const program = `import('${path.join(import.meta.dirname, 'config.ts')}').then((m) => m.config())`;
  const ended = spawnSync(process.execPath, ['-e', program], {
    env: { NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  expect(ended.status).toBe(78);
  expect(ended.stderr).toMatch(
    /^Howdah cannot start, the environment is not right:\nDATABASE_URL is not set/,
  );
});
