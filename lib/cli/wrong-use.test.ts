import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../sample/generate.ts';
import { howdah, howdahReport } from './testing.ts';

const NOWHERE = 'postgres://me:hush-hush@127.0.0.1:1/db';
let folder: string;
let source: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-cli-'));
  source = join(folder, 'a.db');
  await generateSample(source, { rows: 50 });
  mkdirSync(join(folder, 'folder.db'));
  writeFileSync(join(folder, 'text.db'), 'CREATE TABLE t (a);\n'.repeat(300));
  writeFileSync(join(folder, 'empty.db'), '');
  writeFileSync(join(folder, 'bad.json'), '{"tables": []}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('wrong use ends with 2, says what is wrong and prints nothing on stdout', () => {
  it.each<[string, (string | (() => string))[]]>([
    ['missing required argument', ['migrate']],
    ['unknown command', ['migrat', 'x']],
    ['unknown option', ['inspect', 'x.db', '--schema', 'a']],
    ['whole number from 1 to 64', ['inspect', 'x.db', '--jobs', '0']],
    ['Allowed choices are keep, lower, snake', ['plan', 'x.db', NOWHERE, '--names', 'upper']],
    ['reserved', ['migrate', 'x.db', NOWHERE, '--schema', 'pg_mine']],
    ['1 to 63 bytes', ['migrate', 'x.db', NOWHERE, '--schema', '']],
    ['TGT-URL', ['migrate', 'x.db', 'mysql://me:hush-hush@host/db']],
    ['TGT-URL', ['migrate', 'x.db', 'hush-hush']],
    ['TGT-URL', ['verify', 'x.db', 'postgres://me:hush-hush@host']],
    ['TGT-URL', ['runs', 'postgres://me:hush-hush@host/db?sslmode=maybe']],
    ['PLN-OVERRIDES-FILE', ['plan', 'x.db', NOWHERE, '--overrides', '/no/such.json']],
    ['PLN-OVERRIDES-FILE', ['plan', 'x.db', NOWHERE, '--overrides', () => join(folder, 'bad.json')]],
    ['RUN-REPORT-FILE', ['inspect', 'x.db', '--report', '/no/such/folder/r.json']],
    ['RUN-REPORT-FILE', ['inspect', 'x.db', '--report', () => folder]],
    ['RUN-WORK-DIR', ['inspect', 'x.db', '--work-dir', () => join(source, 'sub')]],
  ])('%s', async (said, args) => {
    const { status, stdout, stderr } = await howdah(
      args.map((arg) => (typeof arg === 'string' ? arg : arg())),
    );
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('hush-hush');
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('a source that cannot be read ends with 1 and a report, and leaves no snapshot', () => {
  it.each([
    ['SRC-MISSING', 'none.db'],
    ['SRC-DIRECTORY', 'folder.db'],
    ['SRC-EMPTY', 'empty.db'],
    ['SRC-NOT-SQLITE', 'text.db'],
  ])('%s', async (code, file) => {
    const work = join(folder, 'work');
    const { status, stderr, report } = await howdahReport([
      'inspect',
      join(folder, file),
      '--work-dir',
      work,
    ]);
    expect(status).toBe(1);
    expect(report.outcome).toBe('failed');
    expect(report.error?.code).toBe(code);
    expect(stderr).toContain(`${code}: ${report.error?.message}`);
    expect(stderr).toContain(report.error?.remedy);
    expect(readdirSync(work)).toEqual([]);
  });
});

it('a choice that the source does not have ends with 1', async () => {
  const { status, report } = await howdahReport([
    'inspect',
    source,
    '--include',
    'nobody',
    '--work-dir',
    folder,
  ]);
  expect([status, report.error?.code]).toEqual([1, 'PLN-NO-SUCH-TABLE']);
});

it('inspect says what the columns really hold, needs no server and removes its snapshot', async () => {
  const work = join(folder, 'inspected');
  const seen = await howdah(['inspect', source, '--work-dir', work, '--exclude', 'audit_log']);
  expect(seen.status).toBe(0);
  expect(seen.stdout).toMatch(/telegram_id +BIGINT +\d+ integers/);
  expect(seen.stdout).not.toMatch(/^audit_log/m);
  expect(seen.stderr).toContain('snapshot  done');
  expect(readdirSync(work)).toEqual([]);
});

describe('--help', () => {
  it.each([[], ['inspect'], ['plan'], ['migrate'], ['verify'], ['rollback'], ['runs']])(
    '%s',
    async (...command) => {
      const { status, stdout, stderr } = await howdah([...command, '--help']);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/Usage: howdah/);
    },
  );
});
