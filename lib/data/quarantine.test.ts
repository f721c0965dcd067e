/** Rows that a real run kept out of a real table, as the panel reads them and a worker puts them in. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { parseTarget, putIn } from '../engine/index.ts';
import { migrate, sourceFrom, temporaryFolder } from '../engine/testing.ts';
import { replacePanel } from '../panel.ts';
import { jsonValue } from '../store/json.ts';
import { ownerOf, Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someRun, someUser } from '../store/testing.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { takeProbe } from '../worker/probes.ts';
import { workerContext } from '../worker/testing.ts';
import type { Role } from './dto/person.ts';
import { getProbe } from './probes.ts';
import { putInRows } from './put-in.ts';
import { getQuarantine, readAllQuarantined } from './quarantine.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

const SECRETS = new Secrets(Buffer.alloc(32, 1));
const overrides = {
  tables: { visits: { columns: { day: { type: 'date', misfits: 'quarantine' as const } } } },
};
let database: PanelDatabase;
let target: TestDatabase;
let runId: string;

beforeAll(async () => {
  database = await panelDatabase();
  target = await testDatabase();
  replacePanel({ database, secrets: SECRETS, jobs: { send: async () => {}, close: async () => {} } });
  const run = await someRun(database.prisma, { pending: null });
  runId = run.id;
  using folder = temporaryFolder();
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE visits (id INTEGER PRIMARY KEY, day TEXT);
     INSERT INTO visits VALUES (1, '2024-01-05'), (2, 'someday'), (3, 'never');`,
  );
  const { report } = await migrate(source, target.url, { plan: { overrides }, input: { runId } });
  expect(report.outcome).toBe('succeeded');
  const { host, port, database: name, user, password, tls } = parseTarget(target.url);
  const { migration } = await database.prisma.run.update({
    where: { id: runId },
    data: { status: 'succeeded', cutOverAt: new Date() },
    include: { migration: true },
  });
  await database.prisma.target.update({
    where: { id: migration.targetId },
    data: {
      host,
      port,
      database: name,
      user,
      tls,
      password: SECRETS.seal(password, ownerOf(migration.targetId)),
    },
  });
});
afterAll(async () => {
  replacePanel(undefined);
  await target.drop();
  await database.drop();
});
beforeEach(() => {
  who.session = null;
});

async function signInAs(role: Role) {
  const { id, email, name } = await someUser(database.prisma, role);
  who.session = { id: 'session', user: { id, email, name, role, locale: null, theme: 'system' } };
}

test('a page of them, by table', async () => {
  await signInAs('lead');
  const page = await getQuarantine(runId, { table: null, offset: 0 });
  expect(page).toMatchObject({ tables: [{ table: 'visits', rows: 2, putIn: 0 }], total: 2 });
  expect(page.rows.map(({ key, column, row }) => [key, column, row.day])).toEqual([
    ['id=2', 'day', { type: 'text', value: 'someday' }],
    ['id=3', 'day', { type: 'text', value: 'never' }],
  ]);
  expect((await getQuarantine(runId, { table: 'visits', offset: 1 })).rows).toHaveLength(1);
  expect(await getQuarantine(runId, { table: 'nowhere', offset: 0 })).toMatchObject({ rows: [], total: 0 });
});

test('support sees that they are there, and no value', async () => {
  await signInAs('support');
  const page = await getQuarantine(runId, { table: null, offset: 0 });
  expect(page.total).toBe(2);
  expect(JSON.stringify(page)).not.toMatch(/someday|never|id=/);
  let file = '';
  for await (const rows of await readAllQuarantined(runId)) file += JSON.stringify(rows);
  expect(file).toContain('visits');
  expect(file).not.toMatch(/someday|never|id=/);
  await expect(putInRows(runId)).rejects.toMatchObject({ code: 'PNL-ROLE' });
});

test('a run that made nothing public has none', async () => {
  await signInAs('admin');
  const other = await someRun(database.prisma, { pending: null });
  await expect(getQuarantine(other.id, { table: null, offset: 0 })).rejects.toMatchObject({
    code: 'PNL-NOT-FOUND',
  });
  await expect(putInRows(other.id)).rejects.toMatchObject({ code: 'PNL-NO-QUARANTINE' });
});

test('a worker puts them in once the choices say what becomes of their values', async () => {
  await signInAs('admin');
  const context = { ...workerContext(database, { putIn }), secrets: SECRETS };
  const stays = await putInRows(runId);
  await takeProbe(context, stays.probeId);
  expect((await getProbe(stays.probeId))?.putIn).toMatchObject({ putIn: 0, left: 2 });

  const { migrationId } = await database.prisma.run.findUniqueOrThrow({ where: { id: runId } });
  const { options } = await database.prisma.migration.findUniqueOrThrow({ where: { id: migrationId } });
  const mended = { tables: { visits: { columns: { day: { misfits: 'null' } } } } };
  await database.prisma.migration.update({
    where: { id: migrationId },
    data: { options: jsonValue({ ...(options as object), overrides: mended }) },
  });
  const goes = await putInRows(runId);
  await takeProbe(context, goes.probeId);
  expect((await getProbe(goes.probeId))?.putIn).toMatchObject({ putIn: 2, left: 0 });
  const page = await getQuarantine(runId, { table: null, offset: 0 });
  expect(page.tables).toEqual([{ table: 'visits', rows: 2, putIn: 2 }]);
  expect(page.rows.every(({ putInAt }) => putInAt !== null)).toBe(true);
});
