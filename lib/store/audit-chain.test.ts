import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { writeAudit } from './audit.ts';
import { verifyChain } from './audit-chain.ts';
import { openDatabase } from './database.ts';
import { MIGRATIONS, type PanelDatabase, panelDatabase } from './testing.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const write = (subject: string | null = null, detail = {}) =>
  writeAudit(database.prisma, { action: 'run.start', outcome: 'done', address: '::1', subject, detail });
const asOwner = (sql: string) =>
  database.pool.query(`ALTER TABLE audit_entries DISABLE TRIGGER USER; ${sql};
    ALTER TABLE audit_entries ENABLE TRIGGER USER`);

test('many at once make one chain without gaps, whatever stands in them', async () => {
  const texts = ['a', 'пароль 🐘', 'a\0b', '\ud800', '1:a,', ''];
  await Promise.all(Array.from({ length: 40 }, (_, i) => write(texts[i % 6], { text: texts[i % 6], i })));
  await expect(database.pool.query('INSERT INTO audit_entries (action) VALUES (NULL)')).rejects.toThrow();
  await write();
  const state = await verifyChain(database.prisma);
  expect(state).toMatchObject({ head: { seq: 41 }, brokenAt: null, why: null });
  expect(state.head?.hash).toMatch(/^[0-9a-f]{64}$/);
});

test('nobody changes, removes or empties it', async () => {
  await write();
  for (const sql of [
    `UPDATE audit_entries SET outcome = 'refused'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
  ]) {
    await expect(database.pool.query(sql)).rejects.toMatchObject({ code: '42501' });
  }
});

test.each([
  ['changed', `UPDATE audit_entries SET email = 'other@example.org' WHERE seq = 3`, 3, 'changed'],
  ['given another detail', `UPDATE audit_entries SET detail = '{"i": 2}' WHERE seq = 3`, 3, 'changed'],
  ['removed', 'DELETE FROM audit_entries WHERE seq = 3', 3, 'missing'],
  ['removed at the beginning', 'DELETE FROM audit_entries WHERE seq = 1', 1, 'missing'],
  [
    'removed with the others moved up',
    'DELETE FROM audit_entries WHERE seq = 3; UPDATE audit_entries SET seq = seq - 1 WHERE seq > 3',
    3,
    'changed',
  ],
])('an entry %s by the owner of the database is told', async (_what, sql, brokenAt, why) => {
  for (let i = 0; i < 5; i += 1) await write('x', { i });
  await asOwner(sql);
  expect(await verifyChain(database.prisma)).toMatchObject({ brokenAt, why });
});

test('a head kept elsewhere tells of an end that was cut off, and of a chain that was made anew', async () => {
  for (let i = 0; i < 4; i += 1) await write('x', { i });
  const { head } = await verifyChain(database.prisma);
  await write();
  expect(await verifyChain(database.prisma, { expected: head })).toMatchObject({
    brokenAt: null,
    head: { seq: 5 },
  });
  await asOwner('DELETE FROM audit_entries WHERE seq > 3');
  expect(await verifyChain(database.prisma)).toMatchObject({ brokenAt: null, head: { seq: 3 } });
  expect(await verifyChain(database.prisma, { expected: head })).toMatchObject({ brokenAt: 4, why: 'head' });
  expect(await verifyChain(database.prisma, { from: head })).toMatchObject({ brokenAt: null, head });
  await write('another');
  expect(await verifyChain(database.prisma)).toMatchObject({ brokenAt: null, head: { seq: 4 } });
  expect(await verifyChain(database.prisma, { expected: head })).toMatchObject({ brokenAt: 4, why: 'head' });
});

test('entries from before there was a chain are chained by the migration', async () => {
  const fresh = await testDatabase();
  const opened = openDatabase(fresh.url, { max: 1 });
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  try {
    for (const name of ['20260101000000_first', '20261124000000_quarantined']) {
      await client.query(readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'));
    }
    // With a gap, as an insert that was undone leaves it.
    await client.query(`INSERT INTO audit_entries (action, outcome, address, detail)
      VALUES ('a', 'done', '', '{"x": 1}'), ('gone', 'done', '', '{}'), ('b', 'done', '', '{}')`);
    await client.query(`DELETE FROM audit_entries WHERE action = 'gone'`);
    const sql = readFileSync(path.join(MIGRATIONS, '20261125000000_audit_chain', 'migration.sql'), 'utf8');
    await client.query(sql);
    await client.query(`INSERT INTO audit_entries (action, outcome, address) VALUES ('c', 'done', '')`);
    const { rows } = await client.query('SELECT seq, action FROM audit_entries ORDER BY seq');
    expect(rows.map(({ seq, action }) => `${seq} ${action}`)).toEqual(['1 a', '2 b', '3 c']);
    expect(await verifyChain(opened.prisma)).toMatchObject({ head: { seq: 3 }, brokenAt: null });
  } finally {
    await opened.close();
    await client.end();
    await fresh.drop();
  }
});
