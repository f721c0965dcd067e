/** Ids of other people's and of removed things, paths out of the allowed folders, files that are none: all refused. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { openSession } from '../auth/sessions.ts';
import { replacePanel } from '../panel.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someMigration, someRun, someUser } from '../store/testing.ts';
import type { Role } from './dto/person.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

let database: PanelDatabase;
let home: string;
let root: string;
const places = () => ({ folder: path.join(home, 'uploads'), maxBytes: 1e6, totalBytes: 1e7, maxCount: 2 });

beforeAll(async () => {
  database = await panelDatabase();
  home = await realpath(await mkdtemp(path.join(os.tmpdir(), 'howdah-foreign-')));
  root = path.join(home, 'data');
  await mkdir(root);
  Object.assign(process.env, {
    DATABASE_URL: database.connectionString,
    APP_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEY: '00'.repeat(32),
    SOURCE_ROOTS: root,
  });
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
beforeEach(async () => {
  await signInAs('admin');
});

async function signInAs(role: Role) {
  const { id, email, name } = await someUser(database.prisma, role);
  const sid = await openSession(database.prisma, id, { address: '::1', userAgent: 'test' });
  who.session = { id: sid, user: { id, email, name, role, locale: null, theme: 'system' } };
  return { id, sid };
}
const notFound = { code: 'PNL-NOT-FOUND' };

test('nobody ends another’s session, not even an admin by this way; whole ids stay on the server', async () => {
  const { listSessions, revokeSession } = await import('./self.ts');
  const victim = await signInAs('support');
  await signInAs('admin');
  for (const id of [victim.sid, victim.sid.slice(0, 12), '', '%']) {
    await expect(revokeSession(id)).rejects.toMatchObject(notFound);
  }
  expect(await database.prisma.session.count({ where: { id: victim.sid } })).toBe(1);
  const own = await listSessions();
  expect(own).toHaveLength(1);
  expect(JSON.stringify(own)).not.toContain(who.session?.id);
  await revokeSession(own[0]?.id ?? '');
  expect(await database.prisma.session.count({ where: { id: who.session?.id ?? '' } })).toBe(0);
});

test('removed sources, targets and migrations are not there for anybody', async () => {
  const { prisma } = database;
  const { testSource, getSource, removeSource } = await import('./sources.ts');
  const { testTarget, getTarget, editTarget, removeTarget } = await import('./targets.ts');
  const { createMigration, editMigration, requestPreview, getMigration } = await import('./migrations.ts');
  const { startRun } = await import('./runs.ts');
  const { id, sourceId, targetId } = await someMigration(prisma);
  const live = await someMigration(prisma);
  const options = { include: [], exclude: [], overrides: {} };
  const gone = { data: { removedAt: new Date() } };
  await prisma.migration.update({ where: { id }, ...gone });
  await prisma.source.update({ where: { id: sourceId }, ...gone });
  await prisma.target.update({ where: { id: targetId }, ...gone });
  expect(await Promise.all([getSource(sourceId), getTarget(targetId), getMigration(id)])).toEqual([
    null,
    null,
    null,
  ]);
  const fields = { id: targetId, by: 'fields', name: 'x', host: 'h', port: 1, database: 'd' } as const;
  const attempts = [
    () => testSource(sourceId),
    () => removeSource(sourceId),
    () => testTarget(targetId),
    () => removeTarget(targetId),
    () => editTarget({ ...fields, schema: 'public', user: 'u', password: 'p', tls: 'prefer' }),
    () => createMigration({ sourceId, targetId: live.targetId, name: '', options, revertDays: null }),
    () => createMigration({ sourceId: live.sourceId, targetId, name: '', options, revertDays: null }),
    () => editMigration({ id, options }),
    () => requestPreview(id),
    () => startRun({ migrationId: id, kind: 'verify', planHash: null, replace: false }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(notFound);
});

test('ids of another kind open nothing; what has no form of an id is not even looked for', async () => {
  const { getRun } = await import('./runs.ts');
  const { getMigration } = await import('./migrations.ts');
  const { getProbe } = await import('./probes.ts');
  const { prepareRollback } = await import('./rollbacks.ts');
  const { IdInput } = await import('./inputs.ts');
  const run = await someRun(database.prisma);
  expect(await getMigration(run.id)).toBeNull();
  expect(await getRun(run.migrationId)).toBeNull();
  expect(await getProbe(run.id)).toBeNull();
  await expect(prepareRollback(run.migrationId)).rejects.toMatchObject(notFound);
  for (const id of ['a\0b', '../x', '', 'a'.repeat(65), 'a b', "'"]) {
    expect(await getRun(id)).toBeNull();
    expect(IdInput.safeParse({ id }).success).toBe(false);
  }
});

test('a look at what a rollback would do is for those who may roll back', async () => {
  const { getProbe, queueProbe } = await import('./probes.ts');
  const run = await someRun(database.prisma);
  const me = who.session?.user.id ?? '';
  const preview = await queueProbe(database.prisma, 'rollback_preview', { runId: run.id }, me);
  const putIn = await queueProbe(database.prisma, 'put_in', { runId: run.id }, me);
  await signInAs('lead');
  expect([await getProbe(preview), await getProbe(putIn)]).toEqual([null, null]);
  await signInAs('support');
  expect([(await getProbe(preview))?.id, await getProbe(putIn)]).toEqual([preview, null]);
});

test('sources stay in their folders: links, dots, NUL, and other spellings lead nowhere', async () => {
  const { addSource, browseFolder } = await import('./sources.ts');
  const secret = path.join(home, 'secret.db');
  new Database(secret).exec('CREATE TABLE t (a)').close();
  await symlink(secret, path.join(root, 'link.db'));
  await symlink(home, path.join(root, 'out'));
  const paths = [
    secret,
    `${root}/../secret.db`,
    path.join(root, 'link.db'),
    path.join(root, 'out', 'secret.db'),
    `${root}/a.db\0.txt`,
    'data/a.db',
    `file://${secret}`,
    `${root}-other/a.db`,
    root,
  ];
  for (const one of paths) {
    await expect(addSource({ path: one, name: '' })).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });
  }
  for (const one of [home, `${root}/..`, path.join(root, 'out'), '/', '/etc']) {
    await expect(browseFolder(one)).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });
  }
  // Not even shown: its size would tell of what lies outside.
  expect((await browseFolder(root)).entries).toEqual([]);
  expect(await database.prisma.source.count({ where: { path: secret } })).toBe(0);
});

test('an upload that is no database is gone at once, and a person keeps only so many', async () => {
  const { uploadSource } = await import('./upload.ts');
  const body = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const send = (bytes: Uint8Array) =>
    uploadSource({ name: 'a.db', length: bytes.length, body: body(bytes) }, places());
  await expect(send(Buffer.from('PK\u0003\u0004 an archive'.repeat(99)))).rejects.toMatchObject({
    code: 'SRC-NOT-SQLITE',
    message: expect.not.stringContaining(home),
  });
  expect(await readdir(places().folder)).toEqual([]);
  const file = path.join(home, 'good.db');
  new Database(file).exec('CREATE TABLE t (a)').close();
  const good = await readFile(file);
  // Three at once, where two may be kept.
  const results = await Promise.allSettled([send(good), send(good), send(good)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await expect(send(good)).rejects.toMatchObject({ code: 'PNL-UPLOAD-COUNT' });
  expect(await readdir(places().folder)).toHaveLength(2);
  await signInAs('admin');
  await expect(send(good)).resolves.toBeTruthy();
});
