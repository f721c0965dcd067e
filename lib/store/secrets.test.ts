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
  expect(await checkSecrets(prisma, new Secrets(other, [key]))).toBe(1);
  // From now on the old key is not needed.
  expect(await checkSecrets(prisma, new Secrets(other))).toBe(0);
  const target = await prisma.target.findUniqueOrThrow({ where: { id: targetId } });
  expect(new Secrets(other).open(target.password ?? '', ownerOf(targetId))).toBe('hunter22');
});
