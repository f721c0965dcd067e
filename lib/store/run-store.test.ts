import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { initialRunState, type RunEvent, type RunState, reduceRun } from '../engine/events.ts';
import { acquireLease, type Lease, releaseLease, renewLease, waitingRuns } from './lease.ts';
import { LeaseLost, PrismaRunStore } from './run-store.ts';
import { type PanelDatabase, panelDatabase, someRun, someWorker } from './testing.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

const EVENTS: RunEvent[] = [
  { type: 'run-started', kind: 'full', resumed: false, at: 1000 },
  { type: 'stage-started', stage: 'snapshot', at: 1001 },
  {
    type: 'plan-made',
    hash: 'h',
    tables: [{ name: 'a\u0000b\ud800', target: 'a', rows: 3, bytes: 30 }],
    findings: { blocker: 0, warning: 2, info: 0 },
    at: 1002,
  },
];

async function taken(seconds?: number): Promise<{ runId: string; lease: Lease; store: PrismaRunStore }> {
  const run = await someRun(database.prisma);
  const worker = await someWorker(database.prisma);
  const lease = await acquireLease(database.prisma, run.id, worker.id, seconds);
  if (!lease) throw new Error('not taken');
  return { runId: run.id, lease, store: new PrismaRunStore(database.prisma, lease) };
}

test('events, state and seq are written together and told to listeners', async () => {
  const { runId, store } = await taken();
  const listener = new pg.Client({ connectionString: database.connectionString });
  await listener.connect();
  const told = new Promise((resolve) => listener.on('notification', (n) => resolve(n.payload)));
  await listener.query('LISTEN howdah_run');

  expect(await store.load(runId)).toBeNull();
  await store.append(runId, EVENTS);
  expect(await told).toBe(`${runId} 3`);
  await listener.end();

  const expected = EVENTS.reduce(reduceRun, initialRunState('full'));
  expect((await store.load(runId))?.state).toEqual(expected);
  const events = await database.prisma.runEvent.findMany({ where: { runId }, orderBy: { seq: 'asc' } });
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3]);
  expect(events.map((event) => event.body)).toEqual(EVENTS);
  const run = await database.prisma.run.findUniqueOrThrow({ where: { id: runId } });
  expect(run).toMatchObject({
    status: 'running',
    stage: 'snapshot',
    tables: 1,
    rows: 3n,
    bytes: 30n,
    seq: 3,
  });
});

test('appends called at once keep their order', async () => {
  const { runId, store } = await taken();
  await store.append(runId, EVENTS);
  const logs = Array.from(
    { length: 20 },
    (_, i): RunEvent => ({
      type: 'log',
      level: 'info',
      message: String(i),
      at: i,
    }),
  );
  await Promise.all(logs.map((event) => store.append(runId, [event])));
  const events = await database.prisma.runEvent.findMany({
    where: { runId, seq: { gt: 3 } },
    orderBy: { seq: 'asc' },
  });
  expect(events.map((event) => event.body)).toEqual(logs);
});

test('one worker at a time; a stale lease is taken over, and the old holder can write nothing more', async () => {
  const { runId, lease, store } = await taken(0);
  await store.append(runId, EVENTS);
  const other = await someWorker(database.prisma);
  expect(await waitingRuns(database.prisma)).toEqual([{ id: runId, pending: 'run' }]);
  const theirs = await acquireLease(database.prisma, runId, other.id);
  expect(theirs?.token).toBe(lease.token + 1);
  expect(await waitingRuns(database.prisma)).toEqual([]);

  const late: RunEvent = { type: 'log', level: 'info', message: 'late', at: 1 };
  await expect(store.append(runId, [late])).rejects.toBeInstanceOf(LeaseLost);
  await expect(store.save(runId, { snapshotPath: '/late' })).rejects.toBeInstanceOf(LeaseLost);
  expect(await renewLease(database.prisma, lease)).toBe(false);
  await releaseLease(database.prisma, lease, true);
  expect(await acquireLease(database.prisma, runId, lease.workerId)).toBeNull();

  // The new holder goes on with the next number.
  if (!theirs) throw new Error('not taken');
  const next = new PrismaRunStore(database.prisma, theirs);
  await next.append(runId, [late]);
  const run = await database.prisma.run.findUniqueOrThrow({ where: { id: runId } });
  expect(run.seq).toBe(4);
  expect((run.state as unknown as RunState).tables[0]?.name).toBe('a\u0000b\ud800');
});

test('a run given back unfinished waits for anybody, a finished one for nobody', async () => {
  const { runId, lease } = await taken();
  expect(await renewLease(database.prisma, lease)).toBe(true);
  await releaseLease(database.prisma, lease, false);
  expect(await waitingRuns(database.prisma)).toEqual([{ id: runId, pending: 'run' }]);
  const again = await acquireLease(database.prisma, runId, lease.workerId);
  expect(again?.pending).toBe('run');
  if (again) await releaseLease(database.prisma, again, true);
  expect(await waitingRuns(database.prisma)).toEqual([]);
  expect(await acquireLease(database.prisma, runId, lease.workerId)).toBeNull();
});
