/** What “Go to or do…” finds, for whom. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../store/ids.ts';
import { type PanelDatabase, panelDatabase, someMigration, someRun, someUser } from '../store/testing.ts';
import type { Role } from './dto/person.ts';
import { type Asked, search } from './search.ts';

vi.mock('../auth/current.ts', () => ({ currentSession: async () => null }));

let database: PanelDatabase;
beforeAll(async () => {
  database = await panelDatabase();
});
afterAll(() => database.drop());

async function find(asked: Partial<Asked>, role: Role = 'admin') {
  const { id, email, name } = await someUser(database.prisma, role);
  const user = { id, email, name, role, locale: null, theme: 'system' as const };
  const access = { db: database.prisma, user, sessionId: 'x' };
  return search(access, { q: '', runAll: null, rollBack: null, ...asked });
}

async function named(name: string) {
  const { prisma } = database;
  const { id, sourceId } = await someMigration(prisma);
  await prisma.source.update({ where: { id: sourceId }, data: { name } });
  await prisma.migration.update({ where: { id }, data: { name: `${name} → main` } });
  return id;
}

async function cutOver(migrationId: string, at: number, change: object = {}) {
  const { prisma } = database;
  const { id } = await someRun(prisma, { pending: null });
  const data = { migrationId, status: 'succeeded', cutOverAt: new Date(at), ...change };
  await prisma.run.update({ where: { id }, data });
  return id;
}

test('things are found by words of their names, in any alphabet and case', async () => {
  await named('Кофейня central');
  const { things } = await find({ q: 'CENTRAL кофейня' });
  expect(things.map(({ kind, name }) => [kind, name])).toEqual([
    ['source', 'Кофейня central'],
    ['migration', 'Кофейня central → main'],
  ]);
  expect((await find({ q: 'кофейня nowhere' })).things).toEqual([]);
});

test('what is typed is never a pattern, and nothing typed lists no things', async () => {
  await named('a_b');
  await named('axb');
  expect((await find({ q: 'a_b' })).things.map(({ name }) => name)).toEqual(['a_b', 'a_b → main']);
  expect((await find({ q: '%' })).things).toEqual([]);
  expect((await find({ q: '\\' })).things).toEqual([]);
  expect((await find({ q: '\0' })).things).toEqual([]);
});

test('at most six of a kind, and nothing that was removed', async () => {
  const { prisma } = database;
  for (let count = 0; count < 8; count++) await named('many');
  expect((await find({ q: 'many' })).things).toHaveLength(12);
  await prisma.source.updateMany({ where: { name: 'many' }, data: { removedAt: new Date() } });
  expect((await find({ q: 'many' })).things.map(({ kind }) => kind)).toEqual(Array(6).fill('migration'));
});

test('runs are found by their migration or their own id, previews not', async () => {
  const { prisma } = database;
  const migrationId = await named('ledger');
  const id = await cutOver(migrationId, 1);
  const preview = await someRun(prisma, { pending: null, kind: 'plan' });
  await prisma.run.update({ where: { id: preview.id }, data: { migrationId } });
  expect((await find({ q: 'ledger' })).runs.map((run) => run.id)).toEqual([id]);
  expect((await find({ q: id })).runs.map((run) => run.id)).toEqual([id]);
});

test('only what stands can be rolled back, and only those who may are offered it', async () => {
  const migrationId = await named('orders');
  await cutOver(migrationId, 1);
  const latest = await cutOver(migrationId, 2);
  await cutOver(await named('orders done'), 3, { status: 'finalised' });
  const offered = async (role: Role) =>
    (await find({ rollBack: 'orders' }, role)).rollBack.map((run) => run.id);
  expect(await offered('admin')).toEqual([latest]);
  expect(await offered('support')).toEqual([latest]);
  expect(await offered('lead')).toEqual([]);
});

test('projects that have migrations and no batch going on can be run by who may', async () => {
  const { prisma } = database;
  const project = async (name: string) =>
    (await prisma.project.create({ data: { id: newId(), name: `bakery ${name}` } })).id;
  await project('empty');
  const ready = await project('ready');
  const busy = await project('busy');
  for (const projectId of [ready, busy]) {
    await prisma.migration.update({ where: { id: await named(projectId) }, data: { projectId } });
  }
  const batch = await prisma.batch.create({ data: { id: newId(), projectId: busy, kind: 'full' } });
  const run = await someRun(prisma);
  await prisma.run.update({ where: { id: run.id }, data: { batchId: batch.id } });
  const offered = async (role: Role) => (await find({ runAll: 'bakery' }, role)).runAll.map(({ id }) => id);
  expect(await offered('admin')).toEqual([ready]);
  expect(await offered('support')).toEqual([]);
});
