import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { generateSample } from '../sample/generate.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { howdah, howdahReport } from './testing.ts';

const PASSWORD = 'hush@hush/42';
let folder: string;
let source: string;
let target: TestDatabase;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-journey-'));
  source = join(folder, 'bookings.db');
  await generateSample(source, { rows: 500, client: 'Лотос' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An ordinary role, owner of nothing but what it makes: as people are given by their administrators. */
beforeEach(async () => {
  target = await testDatabase();
  await sql(
    target.url,
    `CREATE ROLE "r_${target.name}" LOGIN PASSWORD '${PASSWORD}'; GRANT CREATE ON DATABASE "${target.name}" TO "r_${target.name}"`,
  );
  url = urlOf(PASSWORD);
});
afterEach(async () => {
  const admin = target.url;
  await sql(admin, `DROP OWNED BY "r_${target.name}" CASCADE; DROP ROLE "r_${target.name}"`);
  await target.drop();
});

function urlOf(password: string): string {
  const made = new URL(target.url);
  made.username = `r_${target.name}`;
  made.password = encodeURIComponent(password);
  return made.href;
}

async function sql(at: string, text: string): Promise<string[]> {
  const client = new pg.Client(at);
  await client.connect();
  try {
    const results = await client.query({ text, rowMode: 'array' });
    return (Array.isArray(results) ? [] : results.rows).map(String);
  } finally {
    await client.end();
  }
}

const schemas = () => sql(target.url, "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1");

it('leaves values uncompared when told to, says so, and does not call it verified', async () => {
  const { status, report } = await howdahReport(['migrate', source, url, '--schema', 'main', '--no-verify']);
  expect([status, report.outcome]).toEqual([3, 'succeeded']);
  const verdicts = report.tables.map(({ verification: { count, content } }) => `${count} ${content}`);
  expect(new Set(verdicts)).toEqual(new Set(['match not-checked']));
});

it('migrates, refuses to replace unasked, replaces when allowed, verifies, and goes back', async () => {
  const work = join(folder, 'snapshots');
  const options = ['--schema', 'main', '--work-dir', work];
  const file = join(folder, 'report.json');

  const first = await howdah(['migrate', source, url, ...options, '--json', '--report', file]);
  expect(first.stderr).toContain('Back to what was before: howdah rollback');
  expect(first.status).toBe(0);
  expect(first.stdout).toBe(readFileSync(file, 'utf8'));
  expect(readdirSync(work)).toEqual([`${JSON.parse(first.stdout).run}.sqlite`]);
  expect(await sql(target.url, 'SELECT count(*) FROM main.bookings')).not.toEqual(['0']);

  const refused = await howdahReport(['migrate', source, url, ...options]);
  expect([refused.status, refused.report.outcome]).toEqual([1, 'failed']);
  expect(refused.report.error?.code).toBe('TGT-NOT-EMPTY');
  expect(refused.stderr).toContain('TGT-NOT-EMPTY: ');

  const second = await howdahReport(['migrate', source, url, ...options, '--yes']);
  expect([second.status, second.report.outcome]).toEqual([0, 'succeeded']);
  expect(second.report.tables.every(({ verification: { content } }) => content === 'match')).toBe(true);

  const same = await howdah(['verify', source, url, ...options]);
  expect(same.stdout).toMatch(/bookings +bookings +\d+ +match +match/);
  expect(same.status).toBe(0);

  await sql(target.url, "UPDATE main.settings SET value = 'changed' WHERE key = 'brand.name'");
  const other = await howdahReport(['verify', source, url, ...options]);
  expect([other.status, other.report.error?.code]).toEqual([1, 'VER-DIFFERS']);
  const settings = other.report.tables.find((table) => table.source === 'settings');
  expect(settings?.verification.mismatches).toEqual([
    { key: 'key=brand.name', column: 'value', source: 'Лотос', target: 'changed' },
  ]);

  const { run } = second.report;
  const preview = await howdah(['rollback', run, url, '--dry-run', '--json']);
  expect(JSON.parse(preview.stdout)).toMatchObject({ outcome: 'dry-run', run });
  await sql(
    target.url,
    "INSERT INTO main.settings (key, is_secret, updated_at) VALUES ('new', false, now())",
  );
  const unasked = await howdah(['rollback', run, url]);
  expect([unasked.status, unasked.stdout]).toEqual([1, '']);
  expect(unasked.stderr).toContain('RUN-WRITTEN-SINCE');

  const back = await howdah(['rollback', run, url, '--yes', '--reason', 'a trial', '--json']);
  expect(JSON.parse(back.stdout)).toMatchObject({ run, outcome: 'rolled-back', removed: [] });
  expect(await sql(target.url, "SELECT value FROM main.settings WHERE key = 'brand.name'")).toEqual([
    'Лотос',
  ]);
  const runs = await howdah(['runs', url]);
  expect(runs.stdout).toMatch(new RegExp(`${run} +main +rolled-back .* a trial`));
  const again = await howdah(['rollback', run, url]);
  expect([again.status, again.stderr.split(':')[0]]).toEqual([1, 'RUN-ROLLED-BACK']);
});

it('a rehearsal leaves neither schemas nor snapshots', async () => {
  const before = await schemas();
  const work = join(folder, 'rehearsal');
  const { status, report } = await howdahReport([
    ...['migrate', source, url, '--schema', 'main', '--work-dir', work, '--dry-run'],
  ]);
  expect([status, report.kind, report.outcome]).toEqual([0, 'dry', 'succeeded']);
  expect(report.tables.every(({ rows }) => rows.copied === rows.source)).toBe(true);
  expect(await schemas()).toEqual(before);
  expect(readdirSync(work)).toEqual([]);
});

it('takes names and choices from its options, and the password from PGPASSWORD', async () => {
  const overrides = join(folder, 'overrides.json');
  const choices = {
    users: { rename: 'People', columns: { telegram_id: { rename: 'chat', type: 'text' } } },
    audit_log: { exclude: true },
  };
  writeFileSync(overrides, JSON.stringify({ $schema: 'x', tables: choices }));
  const bare = new URL(url);
  bare.password = '';
  const options = ['--schema', 'main', '--overrides', overrides, '--names', 'lower', '--work-dir', folder];
  const few = [...options, '--include', 'users', 'admins', 'audit*'];
  const env = { PGPASSWORD: PASSWORD };

  const planned = await howdah(['plan', source, bare.href, ...few], env);
  expect(planned.stdout).toMatch(/telegram_id +BIGINT +chat +text/);
  const { status, report } = await howdahReport(['migrate', source, bare.href, ...few], env);
  expect(status).toBe(0);
  expect(report.tables.map((table) => table.target.table)).toEqual(['people', 'admins']);
  expect(await sql(target.url, 'SELECT DISTINCT pg_typeof(chat) FROM main.people')).toEqual(['text']);
  expect((await howdah(['verify', source, bare.href, ...few], env)).status).toBe(0);
});

it('names what is wrong with a target, and never its password', async () => {
  const port = new URL(url);
  port.port = '1';
  const database = new URL(url);
  database.pathname = '/no_such_database';
  await sql(target.url, `REVOKE CREATE ON DATABASE "${target.name}" FROM "r_${target.name}"`);
  const cases: [string, string][] = [
    ['TGT-AUTH-28P01', urlOf(`${PASSWORD}-wrong`)],
    ['TGT-REFUSED', port.href],
    ['TGT-DATABASE-3D000', database.href],
    ['TGT-TLS-UNSUPPORTED', `${url}?sslmode=require`],
    ['TGT-PRIVILEGE', url],
  ];
  const work = join(folder, 'refused');
  for (const [code, at] of cases) {
    const ended = await howdahReport(['migrate', source, at, '--schema', 'main', '--work-dir', work]);
    expect(ended.report.error?.code).toBe(code);
    expect([ended.status, ended.report.outcome]).toEqual([1, 'failed']);
    expect(ended.stderr).toContain(`${code}: `);
    const said = ended.stdout + ended.stderr;
    for (const form of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(said).not.toContain(form);
  }
  expect(await schemas()).toEqual(['information_schema', 'public']);
  expect(readdirSync(work)).toEqual([]);
});

it('ends with 3 where rows are in quarantine, lists them, and puts them in with another choice', async () => {
  const file = join(folder, 'misfits.db');
  const db = new Database(file);
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO t VALUES (1, 5), (2, 'five')`);
  db.close();
  const choices = join(folder, 'choices.json');
  writeFileSync(choices, JSON.stringify({ misfits: 'quarantine' }));
  const options = ['--schema', 'main', '--work-dir', join(folder, 'snapshots'), '--overrides', choices];
  const { status, report } = await howdahReport(['migrate', file, url, ...options]);
  expect(status).toBe(3);
  expect(report.tables[0]?.rows).toMatchObject({ source: 2, copied: 1, quarantined: 1 });
  const listed = await howdah(['quarantine', report.run, url]);
  expect(listed.stdout).toContain('does not fit bigint');
  expect(listed.stdout).toContain('five');
  const again = await howdah(['quarantine', report.run, url, '--put-in']);
  expect(again.status).toBe(3);
  expect(again.stdout).toContain('invalid input syntax for type bigint');
  writeFileSync(choices, JSON.stringify({ misfits: 'null' }));
  const mended = await howdah(['quarantine', report.run, url, '--put-in', '--overrides', choices]);
  expect(mended.status).toBe(0);
  expect(await sql(url, 'SELECT id, n FROM main.t ORDER BY id')).toEqual(['1,5', '2,']);
});
