import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pathInside } from './source-path.ts';

let home: string;
let root: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(os.tmpdir(), 'howdah-path-')));
  root = path.join(home, 'data');
  await mkdir(path.join(root, 'sub'), { recursive: true });
  await mkdir(path.join(home, 'data-other'));
  await writeFile(path.join(root, 'sub', 'a.db'), 'x');
  await writeFile(path.join(home, 'secret.db'), 'x');
  await writeFile(path.join(home, 'data-other', 'b.db'), 'x');
});
afterEach(() => rm(home, { recursive: true }));

const refused = (file: string) =>
  expect(pathInside(file, [root])).rejects.toMatchObject({ code: 'SRC-OUTSIDE' });

test('a file inside is answered by its real path, through links inside too', async () => {
  const file = path.join(root, 'sub', 'a.db');
  expect(await pathInside(file, [root])).toBe(file);
  expect(await pathInside(`${root}/./sub/../sub/a.db`, [root])).toBe(file);
  await symlink(file, path.join(root, 'link.db'));
  expect(await pathInside(path.join(root, 'link.db'), [root])).toBe(file);
});

test('a root that is a link itself, or of several, or missing', async () => {
  await symlink(root, path.join(home, 'alias'));
  const roots = [path.join(home, 'nowhere'), path.join(home, 'alias')];
  const inside = path.join(home, 'alias', 'sub', 'a.db');
  expect(await pathInside(inside, roots)).toBe(path.join(root, 'sub', 'a.db'));
});

test('a missing file inside is answered, one outside is refused like an existing one', async () => {
  expect(await pathInside(path.join(root, 'none', 'x.db'), [root])).toBe(path.join(root, 'none', 'x.db'));
  await refused(path.join(home, 'none.db'));
});

test('ways out are refused', async () => {
  await refused(path.join(home, 'secret.db'));
  await refused(`${root}/../secret.db`);
  await refused(path.join(home, 'data-other', 'b.db'));
  await refused('sub/a.db');
  await refused(`${root}/sub/a.db\0`);
  await refused(root);
  await symlink(path.join(home, 'secret.db'), path.join(root, 'out.db'));
  await refused(path.join(root, 'out.db'));
  await symlink(home, path.join(root, 'up'));
  await refused(path.join(root, 'up', 'secret.db'));
  await symlink(path.join(root, 'loop'), path.join(root, 'loop'));
  await refused(path.join(root, 'loop'));
});
