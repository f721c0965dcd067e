/** The log of a run with very many events, on a real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../engine/events.ts';
import { type PanelDatabase, panelDatabase, someRun, someUser } from '../store/testing.ts';
import type { Access } from './access.ts';
import type { Role } from './dto/person.ts';
import { LOG_PAGE, readLog, readWholeLog } from './run-log.ts';

const EVENTS = 50_000;
let database: PanelDatabase;
let runId: string;

beforeAll(async () => {
  database = await panelDatabase();
  runId = (await someRun(database.prisma)).id;
  // Every second one a counter; every ten-thousandth an error that quotes a value.
  await database.prisma.$executeRaw`
    INSERT INTO run_events (run_id, seq, at, body)
    SELECT ${runId}, n, to_timestamp(n), (CASE
      WHEN n % 10000 = 0 THEN json_build_object('type', 'run-ended', 'outcome', 'failed', 'at', n, 'error',
        json_build_object('code', 'ROW-CAST', 'message', 'secret value', 'remedy', ''))
      WHEN n % 2 = 0 THEN json_build_object('type', 'stage-progress', 'stage', 'copy', 'done', n, 'total', 1, 'at', n)
      ELSE json_build_object('type', 'log', 'level', 'info', 'message', 'line ' || n, 'at', n) END)::text::json
    FROM generate_series(1, ${EVENTS}) AS n`;
  // As the panel itself writes documents: without spaces.
  await database.prisma.$executeRaw`
    UPDATE run_events SET body = replace(body::text, '" : ', '":')::json WHERE run_id = ${runId}`;
  await database.prisma.run.update({ where: { id: runId }, data: { seq: EVENTS } });
});
afterAll(() => database.drop());

async function accessAs(role: Role): Promise<Access> {
  const { id, email, name } = await someUser(database.prisma, role);
  const user = { id, email, name, role, locale: null, theme: 'system' } as const;
  return { db: database.prisma, sessionId: 's', user };
}
const all = () => true;
const errors = (event: RunEvent) => event.type === 'run-ended';

test('it begins at the newest end, and goes on to older ones without a gap or a repeat', async () => {
  const access = await accessAs('lead');
  const first = await readLog(access, runId, { fits: all });
  expect(first.entries).toHaveLength(LOG_PAGE);
  expect(first.entries[0]?.seq).toBe(EVENTS);
  expect(first.newest).toBe(EVENTS);
  const second = await readLog(access, runId, { before: first.older ?? 0, fits: all });
  const seqs = [...first.entries, ...second.entries].map(({ seq }) => seq);
  expect(new Set(seqs).size).toBe(2 * LOG_PAGE);
  expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
  // Counters are no lines.
  expect(seqs.filter((seq) => seq % 2 === 0 && seq % 10_000 !== 0)).toEqual([]);
});

test('a filter that fits little is answered in bounded pieces that lead to the beginning', async () => {
  const access = await accessAs('lead');
  const found: number[] = [];
  let answers = 0;
  for (let before: number | undefined; ; answers++) {
    const page = await readLog(access, runId, { before, fits: errors });
    found.push(...page.entries.map(({ seq }) => seq));
    if (page.older === null) break;
    before = page.older;
  }
  expect(found).toEqual([50_000, 40_000, 30_000, 20_000, 10_000]);
  expect(answers).toBe(2);
});

test('what is newer comes whole, or says that there is more than a page', async () => {
  const access = await accessAs('lead');
  const few = await readLog(access, runId, { after: EVENTS - 10, fits: all });
  expect(few).toMatchObject({ gap: false, newest: EVENTS, older: null });
  expect(few.entries.map(({ seq }) => seq)).toEqual([50_000, 49_999, 49_997, 49_995, 49_993, 49_991]);
  const many = await readLog(access, runId, { after: 100, fits: all });
  expect(many).toMatchObject({ gap: true });
  expect(many.entries).toHaveLength(LOG_PAGE);
});

test('a role without run.values sees no values, and cannot find them by their words', async () => {
  const access = await accessAs('support');
  const says = (event: RunEvent) => JSON.stringify(event).includes('secret value');
  const page = await readLog(access, runId, { fits: says });
  expect(page.entries).toEqual([]);
  const [first] = (await readLog(access, runId, { fits: errors })).entries;
  expect(JSON.stringify(first)).toContain('•••');
});

test('the whole of it comes oldest first', async () => {
  const access = await accessAs('lead');
  let count = 0;
  let last = 0;
  for await (const piece of await readWholeLog(access, runId)) {
    for (const { seq } of piece) {
      expect(seq).toBeGreaterThan(last);
      last = seq;
      count++;
    }
  }
  expect([count, last]).toEqual([25_005, EVENTS]);
  await expect(readWholeLog(access, 'nothing')).rejects.toMatchObject({ code: 'PNL-NOT-FOUND' });
});
