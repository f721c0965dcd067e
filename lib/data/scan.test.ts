/** What a look through a folder finds, and where it stops. */
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { replacePanel } from '../panel.ts';
import { newId } from '../store/ids.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someUser } from '../store/testing.ts';
import { scanFolder } from './scan.ts';
import { addSources } from './sources.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null, roots: [] as string[] }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));
vi.mock('../config.ts', () => ({ config: () => ({ sourceRoots: who.roots }) }));

let folder: string;
let root: string;
let database: PanelDatabase;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'howdah-scan-')));
  root = path.join(folder, 'allowed');
  await mkdir(path.join(root, 'deep', 'deeper'), { recursive: true });
  who.roots = [root];
  database = await panelDatabase();
  const jobs = { send: async () => {}, close: async () => {} };
  replacePanel({ database, secrets: new Secrets(Buffer.alloc(32, 1)), jobs });
  const user = await someUser(database.prisma, 'admin');
  who.session = { id: 's', user: { ...user, locale: null, theme: 'system' } };
});
afterEach(async () => {
  replacePanel(undefined);
  await database.drop();
  await rm(folder, { recursive: true });
});

function make(...parts: string[]): string {
  const file = path.join(...parts);
  const sqlite = new Database(file);
  sqlite.exec('CREATE TABLE t (id INTEGER)');
  sqlite.close();
  return file;
}

test('files with SQLite’s header are found wherever they lie, by whatever name; the registered are marked', async () => {
  const near = make(root, 'shop.db');
  make(root, 'deep', 'deeper', 'no-suffix');
  await writeFile(path.join(root, 'fake.db'), 'SQLite format 4\0 and more');
  await writeFile(path.join(root, 'empty.db'), '');
  make(root, '.hidden.db');
  const id = newId();
  await database.prisma.source.create({ data: { id, name: 'the shop', kind: 'path', path: near } });
  const scan = await scanFolder(root);
  expect(scan.found.map(({ name, source }) => [name, source?.name ?? null])).toEqual([
    ['shop.db', 'the shop'],
    ['deep/deeper/no-suffix', null],
  ]);
  expect(scan.found[0]).toMatchObject({ path: near, bytes: 8192 });
  expect(scan).toMatchObject({ folders: 3, unreadable: 0, links: 0, cut: null });
});

test('links are not followed, out of the folder or around in it', async () => {
  const outside = path.join(folder, 'outside');
  await mkdir(outside);
  const file = make(outside, 'secret.db');
  await symlink(outside, path.join(root, 'way-out'));
  await symlink(file, path.join(root, 'secret.db'));
  await symlink(root, path.join(root, 'deep', 'round'));
  expect(await scanFolder(root)).toMatchObject({ found: [], links: 3, cut: null });
  await expect(scanFolder(outside)).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });
  await expect(scanFolder(path.join(root, 'way-out'))).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });
  await expect(scanFolder(path.join(root, '..'))).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });
  await expect(scanFolder(path.join(root, '..', 'outside'))).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });
});

test('it stops at its limits and says which', async () => {
  for (const name of ['a', 'b', 'c']) make(root, `${name}.db`);
  make(root, 'deep', 'deeper', 'd.db');
  const limits = { depth: 8, entries: 100, found: 100 };
  const found = async (change: Partial<typeof limits>) => {
    const { found: files, cut } = await scanFolder(root, { ...limits, ...change });
    return [files.length, cut];
  };
  expect(await found({})).toEqual([4, null]);
  expect(await found({ found: 2 })).toEqual([2, 'count']);
  expect(await found({ entries: 2 })).toEqual([2, 'count']);
  expect(await found({ depth: 2 })).toEqual([3, 'depth']);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be read is counted and holds nothing up',
  async () => {
    make(root, 'a.db');
    await chmod(path.join(root, 'deep'), 0);
    const scan = await scanFolder(root);
    await chmod(path.join(root, 'deep'), 0o700);
    expect(scan).toMatchObject({ unreadable: 1, found: [{ name: 'a.db' }] });
  },
);

test('several are registered into a project; one that cannot be is told', async () => {
  const project = await database.prisma.project.create({ data: { id: newId(), name: 'p' } });
  const [a, b] = [make(root, 'a.db'), make(root, 'b.db')];
  const outcome = await addSources({ paths: [a, path.join(root, 'gone.db'), b, a], projectId: project.id });
  expect(outcome.added.map(({ name }) => name)).toEqual(['a.db', 'b.db']);
  expect(outcome.failed.map(({ path: file, error }) => [path.basename(file), error.code])).toEqual([
    ['gone.db', 'SRC-MISSING'],
    ['a.db', 'PNL-EXISTS'],
  ]);
  expect(await database.prisma.source.count({ where: { projectId: project.id } })).toBe(2);
  expect(await database.prisma.probe.count({ where: { kind: 'source', state: 'queued' } })).toBe(2);
});
