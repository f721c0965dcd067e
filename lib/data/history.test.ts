/** The history's filters and its file, on a real database. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CurrentSession } from '../auth/current.ts';
import { replacePanel } from '../panel.ts';
import { newId } from '../store/ids.ts';
import { Secrets } from '../store/secrets.ts';
import { type PanelDatabase, panelDatabase, someRun, someUser } from '../store/testing.ts';
import type { RunFilter } from './dto/run.ts';
import { firstRuns, historyChoices, namedRuns, readRuns } from './history.ts';
import { HISTORY_FILE } from './history-file.ts';
import { listRuns } from './runs.ts';
import { type FileFormat, tableFile } from './table-file.ts';

const who = vi.hoisted(() => ({ session: null as CurrentSession | null }));
vi.mock('../auth/current.ts', () => ({ currentSession: async () => who.session }));

let database: PanelDatabase;
/** By what they are: `left` was run in a batch of a project that its migration has left since. */
const ids = { alone: '', inProject: '', left: '' };
const project = { id: newId(), name: '=shop' };
const batch = newId();

beforeAll(async () => {
  database = await panelDatabase();
  replacePanel({
    database,
    secrets: new Secrets(Buffer.alloc(32, 1)),
    jobs: { send: async () => {}, close: async () => {} },
  });
  const db = database.prisma;
  const { id, email, name } = await someUser(db, 'support');
  who.session = { id: 's', user: { id, email, name, role: 'support', locale: null, theme: 'system' } };
  await db.project.create({ data: project });
  await db.batch.create({ data: { id: batch, projectId: project.id, kind: 'full' } });
  for (const [index, which] of (['alone', 'inProject', 'left'] as const).entries()) {
    const run = await someRun(db, { pending: null });
    ids[which] = run.id;
    await db.run.update({
      where: { id: run.id },
      data: {
        queuedAt: new Date(1000 * (index + 1)),
        startedAt: new Date(10_000),
        endedAt: new Date(10_000 + 60_000 * (index + 1)),
        tookMs: 60_000 * (index + 1),
        status: 'succeeded',
        startedById: id,
        ...(which === 'left' ? { batchId: batch } : {}),
      },
    });
    if (which === 'inProject') {
      await db.migration.update({ where: { id: run.migrationId }, data: { projectId: project.id } });
    }
  }
});
afterAll(async () => {
  replacePanel(undefined);
  await database.drop();
});

const found = async (filter: RunFilter) => (await listRuns(filter)).runs.map(({ id }) => id);

test('a project has the runs of its migrations and those of its batches', async () => {
  expect(await found({ projectId: project.id })).toEqual([ids.left, ids.inProject]);
  expect(await found({ batchId: batch })).toEqual([ids.left]);
  expect(await found({ projectId: project.id, batchId: batch, longerMs: 600_000 })).toEqual([]);
});

test('how long a run took is a filter, and each side of a span counts', async () => {
  expect(await found({ longerMs: 120_000 })).toEqual([ids.left, ids.inProject]);
  expect(await found({ from: 1500, to: 2500 })).toEqual([ids.inProject]);
});

test('what can be chosen is what there are runs of, and the batch that is asked for', async () => {
  const choices = await historyChoices({ batchId: batch });
  expect(choices.projects).toEqual([project]);
  expect(choices.sources).toHaveLength(3);
  expect(choices.batches.map(({ id }) => id)).toEqual([batch]);
  expect(choices.people.map(({ name }) => name)).toEqual(['support']);
});

async function file(filter: RunFilter, format: FileFormat): Promise<string> {
  let text = '';
  for await (const piece of tableFile(HISTORY_FILE, await readRuns(filter), format)) text += piece;
  return text;
}

test('the file has what the filters let through, and no text of it is a formula', async () => {
  const lines = (await file({ batchId: batch }, 'csv')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`${ids.left},full,succeeded`);
  expect(lines[1]).toContain(`'=shop,${batch}`);
  expect(lines[1]).toContain(
    '1970-01-01T00:00:03.000Z,1970-01-01T00:00:10.000Z,1970-01-01T00:03:10.000Z,180,',
  );
  const rows = JSON.parse(await file({}, 'json'));
  expect(rows.map(({ run }: { run: string }) => run)).toEqual([ids.left, ids.inProject, ids.alone]);
});

test('chosen runs are there whatever the filters, oldest first; paper has a limit that it tells', async () => {
  const named = await namedRuns([ids.left, ids.alone, 'nothing', '\0']);
  expect(named.map(({ id }) => id)).toEqual([ids.alone, ids.left]);
  expect(await firstRuns({ longerMs: 120_000 })).toMatchObject({ runs: [{}, {}], more: false });
});
