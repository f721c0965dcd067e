import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAudit } from '../../lib/store/audit.ts';
import { checkSecrets, ownerOf, Secrets } from '../../lib/store/secrets.ts';
import { type PanelDatabase, panelDatabase, someMigration } from '../../lib/store/testing.ts';
import { commandOf } from './commands.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const key = (byte: string) => Buffer.from(byte.repeat(32), 'hex');

async function recover(args: string[], current = key('00'), previous: Buffer[] = []) {
  const command = commandOf(args);
  if (!command) throw new Error('no such command');
  return command({ db: database.prisma, config: () => ({ encryption: { current, previous } }) });
}

test('the program says it and ends with the status that scripts look at', async () => {
  const { prisma, pool, connectionString } = database;
  await writeAudit(prisma, { action: 'run.start', outcome: 'done', address: '' });
  await pool.query(`ALTER TABLE audit_entries DISABLE TRIGGER USER; UPDATE audit_entries SET address = 'x'`);
  const program = path.join(import.meta.dirname, '..', 'recover.ts');
  const env = { ...process.env, DATABASE_URL: connectionString, NODE_ENV: 'test' } as const;
  const ended = promisify(execFile)(process.execPath, [program, 'verify-audit'], { env });
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('broken at entry 1'),
  });
});

test('the audit is verified, its head is printed, and a head kept elsewhere is asked for', async () => {
  const { prisma, pool } = database;
  expect((await recover(['verify-audit'])).text).toContain('no entries');
  const write = () => writeAudit(prisma, { action: 'run.start', outcome: 'done', address: '' });
  for (let i = 0; i < 3; i += 1) await write();
  const { good, text } = await recover(['verify-audit']);
  expect(good).toBe(true);
  const [head = ''] = /3:[0-9a-f]{64}/.exec(text) ?? [];
  await write();
  expect(await recover(['verify-audit', head])).toMatchObject({ good: true });
  const other = head.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
  expect(await recover(['verify-audit', other])).toMatchObject({ good: false });
  await pool.query(`ALTER TABLE audit_entries DISABLE TRIGGER USER;
    UPDATE audit_entries SET outcome = 'refused' WHERE seq = 2`);
  expect(await recover(['verify-audit'])).toMatchObject({
    good: false,
    text: expect.stringContaining('broken at entry 2'),
  });
});

test('keys are rotated: how many, and whether the earlier one may go', async () => {
  const { prisma } = database;
  const old = new Secrets(key('ab'));
  await checkSecrets(prisma, old);
  const add = async (name: string) => {
    const { targetId: id } = await someMigration(prisma);
    await prisma.target.update({ where: { id }, data: { name, password: old.seal('canary', ownerOf(id)) } });
  };
  await add('one');
  await add('two');
  await expect(recover(['rotate-keys'], key('cd'))).rejects.toMatchObject({ code: 'PNL-KEY' });
  const rotated = await recover(['rotate-keys'], key('cd'), [key('ab')]);
  expect(rotated).toMatchObject({ good: true, text: expect.stringContaining('2 sealed anew') });
  const again = await recover(['rotate-keys'], key('cd'));
  expect(again).toMatchObject({ good: true, text: expect.stringContaining('0 sealed anew') });

  await add('lost');
  const lost = await recover(['rotate-keys'], key('cd'));
  expect(lost).toMatchObject({ good: false, text: expect.stringMatching(/No key given.*lost/s) });
  expect(lost.text).not.toContain('canary');
  const entries = await prisma.auditEntry.findMany({
    where: { action: 'secrets.rotate' },
    orderBy: { seq: 'asc' },
  });
  expect(entries.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'failed']);
});

test.each([
  [[]],
  [['password']],
  [['role', 'a@b.c', 'king']],
  [['verify-audit', 'x']],
  [['rotate-keys', 'x']],
])('%j is no command', (args) => {
  expect(commandOf(args)).toBeNull();
});
