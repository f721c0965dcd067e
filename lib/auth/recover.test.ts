import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PanelDatabase, panelDatabase, someUser } from '../store/testing.ts';
import { recoverPassword, recoverRole } from './recover.ts';
import { openSession } from './sessions.ts';
import { signInWithPassword } from './sign-in.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const FROM = { address: '203.0.113.7', userAgent: 'test' };

test('a locked-out, disabled admin gets in with the password shown, old sessions do not', async () => {
  const { prisma } = database;
  const user = await someUser(prisma, 'admin');
  await openSession(prisma, user.id, FROM);
  await prisma.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  const enter = (password: string) => signInWithPassword(prisma, { email: user.email, password }, FROM);
  for (let i = 0; i < 11; i += 1) await enter('wrong').catch(() => {});
  const { password } = await recoverPassword(prisma, user.email.toUpperCase());
  expect(await prisma.session.count()).toBe(0);
  expect((await enter(password ?? '')).userId).toBe(user.id);
});

test('a role is given, and an unknown address is answered with those that exist', async () => {
  const { prisma } = database;
  const user = await someUser(prisma, 'support');
  await recoverRole(prisma, user.email, 'admin');
  expect((await prisma.user.findUniqueOrThrow({ where: { id: user.id } })).role).toBe('admin');
  await expect(recoverPassword(prisma, 'none@example.org')).rejects.toThrow(user.email);
  expect(await prisma.auditEntry.count({ where: { action: 'user.recover' } })).toBe(1);
});
