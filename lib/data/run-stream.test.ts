import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSession } from '../auth/sessions.ts';
import { initialRunState, type RunEvent, type RunState, reduceRun } from '../engine/events.ts';
import { acquireLease, type Lease, releaseLease } from '../store/lease.ts';
import { PrismaRunStore } from '../store/run-store.ts';
import { type PanelDatabase, panelDatabase, someRun, someUser, someWorker } from '../store/testing.ts';
import { openRunHub, type RunHub } from '../web/run-hub.ts';
import type { Access } from './access.ts';
import type { Role } from './dto/person.ts';
import type { RunStream } from './dto/run-live.ts';
import { streamRun } from './run-stream.ts';

let database: PanelDatabase;
let hub: RunHub;
let runId: string;
let lease: Lease;
let store: PrismaRunStore;
beforeEach(async () => {
  database = await panelDatabase();
  hub = openRunHub(database.connectionString);
  runId = (await someRun(database.prisma)).id;
  const worker = await someWorker(database.prisma);
  const taken = await acquireLease(database.prisma, runId, worker.id);
  if (!taken) throw new Error('not taken');
  lease = taken;
  store = new PrismaRunStore(database.prisma, lease);
});
afterEach(async () => {
  await hub.close();
  await database.drop();
});

const STARTED: RunEvent = { type: 'run-started', kind: 'full', resumed: false, at: 1 };
const ENDED: RunEvent = { type: 'run-ended', outcome: 'succeeded', error: null, at: 9 };
const log = (message: string): RunEvent => ({ type: 'log', level: 'info', message, at: 2 });
const PLANNED: RunEvent = {
  type: 'plan-made',
  hash: 'h',
  tables: [{ name: 'users', target: 'users', rows: 1, bytes: 1 }],
  findings: { blocker: 0, warning: 0, info: 0 },
  at: 3,
};
const DIFFERENT: RunEvent = {
  type: 'table-verified',
  verification: {
    table: 'users',
    sourceRows: 1,
    targetRows: 1,
    count: 'match',
    content: 'differs',
    mismatches: [{ key: 'id=1', column: 'phone', source: '+7 900', target: '+7 901' }],
  },
  at: 4,
};

async function accessAs(role: Role): Promise<Access> {
  const { id, email, name } = await someUser(database.prisma, role);
  return {
    db: database.prisma,
    sessionId: 's',
    user: { id, email, name, role, locale: null, theme: 'system' },
  };
}

/** A reader; `on` is called with each message, and what it returns is waited for. */
async function read(
  after: number | null,
  options: { role?: Role; on?: (m: RunStream) => Promise<void> } = {},
) {
  const messages: RunStream[] = [];
  const watch = hub.watch(runId);
  const signal = new AbortController().signal;
  await streamRun(
    await accessAs(options.role ?? 'admin'),
    { runId, after, watch, signal },
    async (message) => {
      messages.push(message);
      await options.on?.(message);
    },
  );
  watch.close();
  return messages;
}
const finish = async () => {
  await store.append(runId, [ENDED]);
  await releaseLease(database.prisma, lease, true);
};
const kinds = (messages: RunStream[]) => messages.map((m) => (m.event === 'run' ? m.data.type : m.event));
const stateFrom = (messages: RunStream[], from: RunState) =>
  messages.reduce(
    (state, m) => (m.event === 'state' ? m.data : m.event === 'run' ? reduceRun(state, m.data) : state),
    from,
  );

test('a first connection gets the state, then events as they come, then the end', async () => {
  await store.append(runId, [STARTED, log('before')]);
  let step = 0;
  const messages = await read(null, {
    on: async (message) => {
      if (message.event === 'meta' && step++ === 0) await store.append(runId, [log('while watching')]);
      if (message.event === 'run' && message.data.type === 'log') await finish();
    },
  });
  expect(messages[0]).toMatchObject({ event: 'state', id: 2 });
  expect(messages.filter((m) => m.event === 'run').map((m) => m.id)).toEqual([3, 4]);
  expect(kinds(messages).at(-1)).toBe('end');
  expect(stateFrom(messages, initialRunState('full')).status).toBe('succeeded');
});

test('a reconnect gets exactly what it missed, none twice', async () => {
  await store.append(runId, [STARTED, log('a'), log('b'), log('c')]);
  await finish();
  const messages = await read(2);
  expect(messages.filter((m) => m.event === 'run').map((m) => m.id)).toEqual([3, 4, 5]);
  expect(kinds(messages)).toEqual(['log', 'log', 'run-ended', 'meta', 'end']);
});

test('too far behind, or ahead of what there is: the state instead', async () => {
  await store.append(runId, [STARTED, ...Array.from({ length: 1200 }, (_, i) => log(String(i)))]);
  await finish();
  for (const after of [3, 99_999]) {
    const messages = await read(after);
    expect(kinds(messages)).toEqual(['state', 'meta', 'end']);
    expect(messages[0]).toMatchObject({ id: 1202, data: { status: 'succeeded' } });
  }
});

test('two viewers see the same, and the wish to cancel is told', async () => {
  await store.append(runId, [STARTED]);
  await database.prisma.run.update({ where: { id: runId }, data: { cancelRequestedAt: new Date(7) } });
  let waiting = 2;
  const on = async (message: RunStream) => {
    if (message.event !== 'meta') return;
    expect(message.data.cancelRequestedAt).toBe(7);
    waiting -= 1;
    if (waiting === 0) await finish();
  };
  const [one, two] = await Promise.all([read(null, { on }), read(null, { on })]);
  expect(stateFrom(one, initialRunState('full'))).toEqual(stateFrom(two, initialRunState('full')));
});

test('support sees that values differ, and not the values', async () => {
  await store.append(runId, [STARTED, PLANNED, DIFFERENT]);
  await finish();
  for (const after of [null, 0]) {
    const text = JSON.stringify(await read(after, { role: 'support' }));
    expect(text).toContain('differs');
    expect(text).not.toContain('+7 90');
    expect(JSON.stringify(await read(after))).toContain('+7 901');
  }
});

test.each([
  ['revoked', (id: string) => database.prisma.session.delete({ where: { id } })],
  [
    'of another role from now on',
    (id: string) =>
      database.prisma.user.updateMany({ where: { sessions: { some: { id } } }, data: { role: 'support' } }),
  ],
])('a stream ends when its session is %s, whatever the run does', async (_how, change) => {
  await store.append(runId, [STARTED, PLANNED]);
  const access = await accessAs('lead');
  const from = { address: '::1', userAgent: 'test' };
  const sessionId = await openSession(database.prisma, access.user.id, from);
  const watch = hub.watch(runId);
  const messages: RunStream[] = [];
  const signal = new AbortController().signal;
  const options = { runId, after: null, watch, signal, sessionCheckMs: 0 };
  await streamRun({ ...access, sessionId }, options, async (message) => {
    messages.push(message);
    if (message.event !== 'meta') return;
    await change(sessionId);
    await store.append(runId, [DIFFERENT]);
  });
  watch.close();
  expect(kinds(messages)).toEqual(['state', 'meta']);
});
