import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAudit } from '../../lib/store/audit.ts';
import { checkSecrets, ownerOf, Secrets } from '../../lib/store/secrets.ts';
import { type PanelDatabase, panelDatabase, someMigration } from '../../lib/store/testing.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const key = (byte: string) => byte.repeat(32);

function recover(args: string[], env: Record<string, string> = {}) {
  const program = path.join(import.meta.dirname, '..', 'recover.ts');
  const all = { ...process.env, DATABASE_URL: database.connectionString, NODE_ENV: 'test', ...env } as const;
  return new Promise<{ status: number; said: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], { env: all }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, said: out + err }),
    );
  });
}

test('the audit is verified, its head is printed, and a head kept elsewhere is asked for', async () => {
  const { prisma, pool } = database;
  expect((await recover(['verify-audit'])).said).toContain('no entries');
  const write = () => writeAudit(prisma, { action: 'run.start', outcome: 'done', address: '' });
  for (let i = 0; i < 3; i += 1) await write();
  const { status, said } = await recover(['verify-audit']);
  expect(status).toBe(0);
  const [head = ''] = /3:[0-9a-f]{64}/.exec(said) ?? [];
  await write();
  expect(await recover(['verify-audit', head])).toMatchObject({ status: 0 });
  const other = head.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
  expect(await recover(['verify-audit', other])).toMatchObject({ status: 1 });
  await pool.query(`ALTER TABLE audit_entries DISABLE TRIGGER USER;
    UPDATE audit_entries SET outcome = 'refused' WHERE seq = 2`);
  expect(await recover(['verify-audit'])).toMatchObject({
    status: 1,
    said: expect.stringContaining('broken at entry 2'),
  });
});

test('keys are rotated: how many, and whether the earlier one may go', async () => {
  const { prisma } = database;
  const old = new Secrets(Buffer.from(key('ab'), 'hex'));
  await checkSecrets(prisma, old);
  for (const name of ['one', 'two']) {
    const { targetId: id } = await someMigration(prisma);
    await prisma.target.update({ where: { id }, data: { name, password: old.seal('canary', ownerOf(id)) } });
  }
  const secret = { APP_SECRET: 'x'.repeat(32) };
  const wrong = await recover(['rotate-keys'], { ...secret, ENCRYPTION_KEY: key('cd') });
  expect(wrong).toMatchObject({ status: 1, said: expect.stringContaining('does not open') });
  const rotating = { ...secret, ENCRYPTION_KEY: key('cd'), ENCRYPTION_KEY_PREVIOUS: key('ab') };
  const rotated = await recover(['rotate-keys'], rotating);
  expect(rotated).toMatchObject({ status: 0, said: expect.stringContaining('2 sealed anew') });
  const again = await recover(['rotate-keys'], { ...secret, ENCRYPTION_KEY: key('cd') });
  expect(again).toMatchObject({ status: 0, said: expect.stringContaining('0 sealed anew') });

  const { targetId: id } = await someMigration(prisma);
  await prisma.target.update({
    where: { id },
    data: { name: 'lost', password: old.seal('canary', ownerOf(id)) },
  });
  const lost = await recover(['rotate-keys'], { ...secret, ENCRYPTION_KEY: key('cd') });
  expect(lost).toMatchObject({ status: 1, said: expect.stringMatching(/No key given.*lost/s) });
  expect(lost.said).not.toContain('canary');
  const entries = await prisma.auditEntry.findMany({ where: { action: 'secrets.rotate' } });
  expect(entries.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'failed']);
});

test.each([
  [[]],
  [['password']],
  [['role', 'a@b.c', 'king']],
  [['verify-audit', 'x']],
  [['rotate-keys', 'x']],
])('%j is no command', async (args) => {
  expect(await recover(args)).toMatchObject({ status: 2, said: expect.stringContaining('Usage') });
});
