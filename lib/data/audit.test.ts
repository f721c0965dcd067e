import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { replacePanel } from '../panel.ts';
import { writeAudit, writeRefusal } from '../store/audit.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase } from '../store/testing.ts';
import { checkAudit, listAudit, readAudit } from './audit.ts';
import type { AuditFilter } from './dto/audit.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

let database: PanelDatabase;
beforeAll(async () => {
  database = await panelDatabase();
  replacePanel({
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    jobs: { send: async () => {}, close: async () => {} },
  });
  const user = { id: 'u', email: 'lead@example.org', name: 'L', role: 'lead', locale: null } as const;
  who.session = { id: 's', user: { ...user, theme: 'system' } };
  for (let i = 1; i <= 120; i += 1) {
    await writeAudit(database.prisma, {
      action: i % 2 ? 'run.start' : 'run.cancel',
      email: i % 3 ? 'Anna@example.org' : 'boris@example.org',
      outcome: i % 10 ? 'done' : 'refused',
      subject: `run${i}`,
      address: '::1',
    });
  }
});
afterAll(async () => {
  replacePanel(undefined);
  await database.drop();
});

const numbers = async (filter: AuditFilter) => (await listAudit(filter)).entries.map(({ seq }) => seq);

test('newest first, a page at a time, each entry once', async () => {
  const first = await listAudit({});
  expect(first.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => 120 - i));
  const second = await listAudit({ cursor: first.next ?? 0 });
  const third = await listAudit({ cursor: second.next ?? 0 });
  expect(second.entries[0]?.seq).toBe(70);
  expect(third.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
  expect(third.next).toBeNull();
});

test('by who, action, outcome, subject and day, together too', async () => {
  expect((await numbers({ who: 'BORIS' })).every((seq) => seq % 3 === 0)).toBe(true);
  expect((await numbers({ action: 'run.cancel' })).every((seq) => seq % 2 === 0)).toBe(true);
  expect(await numbers({ outcome: 'refused', who: 'boris' })).toEqual([120, 90, 60, 30]);
  expect(await numbers({ subject: 'run7' })).toEqual([7]);
  expect(await numbers({ who: '%' })).toEqual([]);
  expect(await numbers({ from: Date.now() + 86_400_000 })).toEqual([]);
  expect(await numbers({ to: Date.now() - 86_400_000 })).toEqual([]);
});

test('the file has all that fit, over several pieces', async () => {
  const all: number[] = [];
  for await (const rows of await readAudit({ who: 'boris' })) all.push(...rows.map(({ seq }) => seq));
  expect(all).toEqual(Array.from({ length: 40 }, (_, i) => 120 - 3 * i));
});

test('the check tells of what came since, and within a minute of what was changed before', async () => {
  const now = Date.now();
  expect(await checkAudit(now)).toMatchObject({ head: { seq: 120 }, brokenAt: null, at: now });
  await writeAudit(database.prisma, { action: 'run.start', outcome: 'done', address: '' });
  expect(await checkAudit(now + 1000)).toMatchObject({ head: { seq: 121 }, brokenAt: null, at: now });
  await database.pool.query(`ALTER TABLE audit_entries DISABLE TRIGGER USER;
    UPDATE audit_entries SET email = 'x' WHERE seq = 5;
    ALTER TABLE audit_entries ENABLE TRIGGER USER`);
  expect(await checkAudit(now + 61_000)).toMatchObject({ head: { seq: 4 }, brokenAt: 5, why: 'changed' });
});

test('refusals of nobody are counted rather than repeated', async () => {
  const refusal = {
    action: 'run.read',
    outcome: 'refused',
    code: 'PNL-SIGN-IN',
    address: '192.0.2.7',
  } as const;
  for (let i = 0; i < 5; i += 1) await writeRefusal(database.prisma, refusal);
  expect(await database.prisma.auditEntry.count({ where: { address: '192.0.2.7' } })).toBe(1);
});
