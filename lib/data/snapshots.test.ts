/** The backup file of a run: who may remove it, when, and what is known of it afterwards. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { initialRunState } from '../engine/events.ts';
import { replacePanel } from '../panel.ts';
import { jsonValue } from '../store/json.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someRun, someUser } from '../store/testing.ts';
import type { Role } from './dto/person.ts';
import { getRun } from './runs.ts';
import { removeSnapshot } from './snapshots.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

let database: PanelDatabase;
let home: string;
let folder: string;

beforeAll(async () => {
  database = await panelDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'howdah-snapshots-'));
  folder = path.join(home, 'snapshots');
  Object.assign(process.env, {
    DATABASE_URL: database.connectionString,
    APP_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEY: '00'.repeat(32),
    HOWDAH_DATA: home,
  });
  await mkdir(folder);
  replacePanel({
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    jobs: { send: async () => {}, close: async () => {} },
  });
});
afterAll(async () => {
  replacePanel(undefined);
  await database.drop();
  await rm(home, { recursive: true });
});
beforeEach(() => signInAs('admin'));

async function signInAs(role: Role) {
  const { id, email, name } = await someUser(database.prisma, role);
  who.session = { id: 'x', user: { id, email, name, role, locale: null, theme: 'system' } };
}

const SHA = 'ab'.repeat(32);
async function settledRun(change: object = {}) {
  const { id } = await someRun(database.prisma, { pending: null });
  const file = path.join(folder, `${id}.sqlite`);
  await writeFile(file, 'the last copy');
  const state = { ...initialRunState('full'), snapshot: { bytes: 13, sha256: SHA } };
  await database.prisma.run.update({
    where: { id },
    data: {
      status: 'finalised',
      cutOverAt: new Date(),
      finalisedAt: new Date(),
      snapshotPath: file,
      state: jsonValue(state),
      ...change,
    },
  });
  return { id, file };
}

test('gone for good, and the run says by whom; nothing beside it is touched', async () => {
  const other = await settledRun();
  const { id } = await settledRun();
  expect((await getRun(id))?.snapshot).toMatchObject({ kept: true, removed: null });
  expect((await getRun(id))?.permissions.removeSnapshot).toEqual({ allowed: true, why: null });
  await expect(removeSnapshot({ id, confirmation: 'another' })).rejects.toMatchObject({
    code: 'PNL-CONFIRMATION',
  });
  expect(await removeSnapshot({ id, confirmation: ' main' })).toEqual({ bytes: 13, sha256: SHA });
  expect(await readdir(folder)).toEqual([path.basename(other.file)]);
  const run = await getRun(id);
  expect(run?.snapshot).toMatchObject({ kept: false, removed: { by: { name: 'admin' } } });
  expect(run?.permissions.removeSnapshot.why).toBe('snapshot-gone');
  await expect(removeSnapshot({ id, confirmation: 'main' })).rejects.toMatchObject({
    code: 'PNL-NO-SNAPSHOT',
    context: { why: 'snapshot-gone' },
  });
});

test('not while the run could be rolled back, nor while something goes on; a path of another kind is not followed', async () => {
  const open = await settledRun({ status: 'succeeded', finalisedAt: null });
  const why = (reason: string) => ({ code: 'PNL-NO-SNAPSHOT', context: { why: reason } });
  const attempt = (id: string) => removeSnapshot({ id, confirmation: 'main' });
  await expect(attempt(open.id)).rejects.toMatchObject(why('run-not-finalised'));
  const busy = await settledRun({ pending: 'finalise' });
  await expect(attempt(busy.id)).rejects.toMatchObject(why('run-active'));
  const elsewhere = path.join(home, 'precious');
  await writeFile(elsewhere, 'x');
  const { id } = await settledRun({ snapshotPath: elsewhere });
  await attempt(id);
  expect(await readdir(home)).toContain('precious');
  for (const role of ['lead', 'support'] as const) {
    await signInAs(role);
    await expect(attempt((await settledRun()).id)).rejects.toMatchObject({ code: 'PNL-ROLE' });
  }
});

test('a file that was removed by other means is not called kept', async () => {
  const { id, file } = await settledRun();
  await rm(file);
  expect((await getRun(id))?.snapshot).toMatchObject({ kept: false, removed: null });
});
