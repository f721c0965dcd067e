import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../store/ids.ts';
import { type PanelDatabase, panelDatabase } from '../store/testing.ts';
import { hashPassword } from './password.ts';
import { findSession, IDLE_MS } from './sessions.ts';
import { ensureInitialAdmin, issueSetupToken, redeemSetupToken } from './setup-token.ts';
import { signInWithPassword } from './sign-in.ts';
import { accountLimit, addressLimit, countAttempt } from './throttle.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const FROM = { address: '203.0.113.7', userAgent: 'test' };
const PASSWORD = 'correct horse battery';

async function someone(email = 'anna@example.org') {
  const passwordHash = await hashPassword(PASSWORD);
  return database.prisma.user.create({
    data: { id: newId(), email, name: 'Anna', role: 'lead', passwordHash },
  });
}
const enter = (email: string, password: string, from = FROM) =>
  signInWithPassword(database.prisma, { email, password }, from);

test('the right password opens a session, a new one each time; the wrong one says no more than that', async () => {
  const user = await someone();
  const one = await enter(' Anna@Example.org ', PASSWORD);
  const two = await enter('anna@example.org', PASSWORD);
  expect(one.userId).toBe(user.id);
  expect(one.sessionId).not.toBe(two.sessionId);
  const wrong = await enter('anna@example.org', 'wrong').catch((error) => error);
  const unknown = await enter('nobody@example.org', 'wrong').catch((error) => error);
  expect([wrong.code, wrong.message]).toEqual([unknown.code, unknown.message]);
  expect(wrong.code).toBe('PNL-CREDENTIALS');
  const outcomes = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(outcomes.map((entry) => entry.outcome)).toEqual(['done', 'done', 'refused', 'refused']);
  expect(JSON.stringify(outcomes.map((entry) => ({ ...entry, id: 0, seq: 0 })))).not.toContain('wrong');
});

test('a disabled account is refused like a wrong password, and its sessions end', async () => {
  const user = await someone();
  const { sessionId } = await enter(user.email, PASSWORD);
  await database.prisma.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  expect(await findSession(database.prisma, sessionId)).toBeNull();
  await expect(enter(user.email, PASSWORD)).rejects.toMatchObject({ code: 'PNL-CREDENTIALS' });
});

test('sessions end when idle, when old, and when revoked', async () => {
  const user = await someone();
  const { sessionId } = await enter(user.email, PASSWORD);
  const { prisma } = database;
  expect((await findSession(prisma, sessionId))?.user.id).toBe(user.id);
  expect(await findSession(prisma, sessionId, Date.now() + IDLE_MS + 1000)).toBeNull();
  await prisma.session.update({ where: { id: sessionId }, data: { endsAt: new Date(Date.now() - 1) } });
  expect(await findSession(prisma, sessionId)).toBeNull();
  const again = await enter(user.email, PASSWORD);
  await prisma.session.delete({ where: { id: again.sessionId } });
  expect(await findSession(prisma, again.sessionId)).toBeNull();
});

test('an account is throttled after ten failures from anywhere, even with the right password', async () => {
  await someone();
  for (let i = 0; i < 10; i += 1) {
    const from = { ...FROM, address: `198.51.100.${i}` };
    await expect(enter('anna@example.org', 'wrong', from)).rejects.toMatchObject({ code: 'PNL-CREDENTIALS' });
  }
  await expect(enter('ANNA@example.org', PASSWORD)).rejects.toMatchObject({
    code: 'PNL-THROTTLED',
    context: { minutes: 15 },
  });
  await someone('boris@example.org');
  expect(await enter('boris@example.org', PASSWORD)).toBeTruthy();
});

test('an address is throttled over all accounts, attempts at once included, and the window ends', async () => {
  const { prisma } = database;
  const tries = Array.from({ length: 60 }, () => countAttempt(prisma, [addressLimit('192.0.2.1')]));
  const waits = await Promise.all(tries);
  expect(waits.filter((wait) => wait === 0)).toHaveLength(50);
  expect(await countAttempt(prisma, [addressLimit('192.0.2.2')])).toBe(0);
  await prisma.throttle.updateMany({ data: { windowEnd: new Date(Date.now() - 1000) } });
  expect(await countAttempt(prisma, [addressLimit('192.0.2.1')])).toBe(0);
});

test('a success forgives the failures before it', async () => {
  await someone();
  for (let i = 0; i < 9; i += 1) await enter('anna@example.org', 'wrong').catch(() => {});
  await enter('anna@example.org', PASSWORD);
  expect(await countAttempt(database.prisma, [accountLimit('anna@example.org')])).toBe(0);
  expect(await database.prisma.throttle.findMany({ where: { failures: { gte: 10 } } })).toEqual([]);
});

test('the setup token makes one admin, once, and is not stored', async () => {
  const { prisma } = database;
  const first = await issueSetupToken(prisma);
  const token = await issueSetupToken(prisma);
  if (!first || !token) throw new Error('no token');
  const stored = await prisma.setting.findMany();
  expect(JSON.stringify(stored)).not.toContain(token);
  const admin = { email: 'root@example.org', name: 'Root', password: PASSWORD };
  expect(await redeemSetupToken(prisma, 'guess', admin)).toBeNull();
  expect(await redeemSetupToken(prisma, first, admin)).toBeNull();
  const made = await Promise.all([
    redeemSetupToken(prisma, token, admin),
    redeemSetupToken(prisma, token, { ...admin, email: 'other@example.org' }),
  ]);
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await prisma.user.count()).toBe(1);
  expect(await issueSetupToken(prisma)).toBeNull();
});

test('the initial admin of the environment is made only when there is nobody', async () => {
  const { prisma } = database;
  const admin = { email: 'Root@example.org', password: PASSWORD };
  expect(await ensureInitialAdmin(prisma, admin)).toBe(true);
  expect(await ensureInitialAdmin(prisma, { ...admin, email: 'second@example.org' })).toBe(false);
  expect(await enter('root@example.org', PASSWORD)).toBeTruthy();
});
