import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSecrets, ownerOf, Secrets } from './secrets.ts';
import { type PanelDatabase, panelDatabase, someMigration } from './testing.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const key = randomBytes(32);
const other = randomBytes(32);

test('what was sealed opens again, differs each time, and does not hold the secret', () => {
  const secrets = new Secrets(key);
  const sealed = secrets.seal('пароль 🐘', 'target:1');
  expect(secrets.open(sealed, 'target:1')).toBe('пароль 🐘');
  expect(secrets.seal('пароль 🐘', 'target:1')).not.toBe(sealed);
  expect(sealed).not.toContain('пароль');
});

test('moved to another row, changed by a bit, or under another key it does not open', () => {
  const secrets = new Secrets(key);
  const sealed = secrets.seal('secret', 'target:1');
  expect(() => secrets.open(sealed, 'target:2')).toThrow('does not open');
  const last = sealed.at(-1) === 'A' ? 'B' : 'A';
  expect(() => secrets.open(sealed.slice(0, -1) + last, 'target:1')).toThrow('does not open');
  expect(() => new Secrets(other).open(sealed, 'target:1')).toThrow('does not open');
});

test('a start with another key fails clearly, with the old one as previous it seals anew', async () => {
  const { prisma } = database;
  const { targetId } = await someMigration(prisma);
  const password = new Secrets(key).seal('hunter22', ownerOf(targetId));
  await prisma.target.update({ where: { id: targetId }, data: { password } });
  await checkSecrets(prisma, new Secrets(key));

  await expect(checkSecrets(prisma, new Secrets(other))).rejects.toMatchObject({ code: 'PNL-KEY' });
  expect(await checkSecrets(prisma, new Secrets(other, [key]))).toMatchObject({ total: 1, renewed: 1 });
  // From now on the old key is not needed.
  expect(await checkSecrets(prisma, new Secrets(other))).toEqual({ total: 1, renewed: 0, unopened: [] });
  const target = await prisma.target.findUniqueOrThrow({ where: { id: targetId } });
  expect(new Secrets(other).open(target.password ?? '', ownerOf(targetId))).toBe('hunter22');
});

test('two processes that start at once seal everything anew between them, and lose nothing', async () => {
  const { prisma } = database;
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    const { targetId: id } = await someMigration(prisma);
    ids.push(id);
    const password = new Secrets(key).seal(`secret ${i}`, ownerOf(id));
    await prisma.target.update({ where: { id }, data: { password, port: i } });
  }
  await checkSecrets(prisma, new Secrets(key));
  const both = new Secrets(other, [key]);
  const states = await Promise.all([checkSecrets(prisma, both), checkSecrets(prisma, both)]);
  expect(states.reduce((sum, { renewed }) => sum + renewed, 0)).toBe(5);
  const targets = await prisma.target.findMany({ where: { id: { in: ids } }, orderBy: { port: 'asc' } });
  const open = targets.map(({ id, password }) => new Secrets(other).open(password ?? '', ownerOf(id)));
  expect(open).toEqual(['secret 0', 'secret 1', 'secret 2', 'secret 3', 'secret 4']);
});

test('one secret that no key opens is named, and keeps nobody out', async () => {
  const { prisma } = database;
  await checkSecrets(prisma, new Secrets(key));
  const { targetId } = await someMigration(prisma);
  const password = new Secrets(other).seal('hunter22', ownerOf(targetId));
  await prisma.target.update({ where: { id: targetId }, data: { password } });
  expect(await checkSecrets(prisma, new Secrets(key))).toEqual({ total: 1, renewed: 0, unopened: ['main'] });
});
