/** One table of a run, and its events, out of a real database. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import type { RunEvent } from '../engine/events.ts';
import { replacePanel } from '../panel.ts';
import { acquireLease } from '../store/lease.ts';
import { PrismaRunStore } from '../store/run-store.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someRun, someUser, someWorker } from '../store/testing.ts';
import type { Role } from './dto/person.ts';
import { getRunTable } from './run-table.ts';
import { getRunTimeline } from './run-timeline.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

/** As a person might call a table who wants to see what breaks. */
const NAME = 'odd/"table" ä\u2028%2F..';
let database: PanelDatabase;
let runId: string;
beforeEach(async () => {
  database = await panelDatabase();
  replacePanel({
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    jobs: { send: async () => {}, close: async () => {} },
  });
  runId = (await someRun(database.prisma)).id;
  const worker = await someWorker(database.prisma);
  const lease = await acquireLease(database.prisma, runId, worker.id);
  if (!lease) throw new Error('not taken');
  await new PrismaRunStore(database.prisma, lease).append(runId, EVENTS);
});
afterEach(async () => {
  replacePanel(undefined);
  await database.drop();
});

const EVENTS: RunEvent[] = [
  { type: 'run-started', kind: 'full', resumed: false, at: 1 },
  {
    type: 'plan-made',
    hash: 'h',
    tables: [NAME, 'other'].map((name) => ({ name, target: name, rows: 1, bytes: 1 })),
    findings: { blocker: 0, warning: 0, info: 0 },
    at: 2,
  },
  { type: 'table-state', table: NAME, state: 'copying', at: 3 },
  { type: 'table-state', table: 'other', state: 'copying', at: 3 },
  {
    type: 'tables-progress',
    tables: [{ table: NAME, rows: 1, bytes: 1, chunks: { done: 1, of: 2 } }],
    at: 4,
  },
  {
    type: 'table-verified',
    // jsonb would not take such a value, and `->>` not read past it.
    verification: {
      table: NAME,
      sourceRows: 1,
      targetRows: 1,
      count: 'match',
      content: 'differs',
      mismatches: [{ key: 'id=1', column: 'note', source: 'a\u0000b', target: 'ab' }],
    },
    at: 5,
  },
  { type: 'log', level: 'info', message: 'something else', at: 6 },
];

async function be(role: Role) {
  const { id, email, name } = await someUser(database.prisma, role);
  who.session = { id: 's', user: { id, email, name, role, locale: null, theme: 'system' } };
}

test('what concerns the table, whatever it is called and whatever its values hold', async () => {
  await be('lead');
  const found = await getRunTable(runId, NAME);
  expect(found?.events.map(({ event }) => event.type)).toEqual([
    'run-started',
    'table-state',
    'table-verified',
  ]);
  expect(found?.run.state.tables[0]).toMatchObject({ name: NAME, chunks: { done: 1, of: 2 } });
  expect(JSON.stringify(found?.events)).toContain('a\\u0000b');
  expect(await getRunTable(runId, 'no such table')).toBeNull();
  expect(await getRunTable('nothing', NAME)).toBeNull();
});

test('both values of a difference are hidden from a role without run.values', async () => {
  await be('support');
  const found = await getRunTable(runId, NAME);
  const [mismatch] = found?.run.state.tables[0]?.verification?.mismatches ?? [];
  expect(mismatch).toEqual({ key: '•••', column: 'note', source: '•••', target: '•••' });
  expect(JSON.stringify(found?.events)).not.toContain('a\\u0000b');
});

test('the timeline has no counters, and reads past values with a NUL', async () => {
  await be('lead');
  expect((await getRunTimeline(runId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 6, 7]);
});
