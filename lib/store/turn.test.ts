/** Runs of a batch take turns: the bound is kept in the rows, over workers and whatever becomes of them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { initialRunState } from '../engine/events.ts';
import { newId } from './ids.ts';
import { jsonValue } from './json.ts';
import { acquireLease, releaseLease, waitingRuns } from './lease.ts';
import { type PanelDatabase, panelDatabase, someMigration, someWorker } from './testing.ts';

let database: PanelDatabase;
beforeEach(async () => {
  database = await panelDatabase();
});
afterEach(() => database.drop());

/** A batch of full runs, each into a target of its own unless told otherwise. */
async function batchOf(
  count: number,
  concurrency: number,
  { sameTarget = false, schemas = [] as string[] } = {},
) {
  const { prisma } = database;
  const project = await prisma.project.create({ data: { id: newId(), name: newId(), concurrency } });
  const batch = await prisma.batch.create({ data: { id: newId(), projectId: project.id, kind: 'full' } });
  const runs: string[] = [];
  let targetId: string | null = null;
  for (let i = 0; i < count; i += 1) {
    const migration = await someMigration(prisma);
    targetId ??= migration.targetId;
    if (sameTarget) {
      const data = { targetId, schema: schemas[i] ?? null };
      await prisma.migration.update({ where: { id: migration.id }, data });
    }
    const run = await prisma.run.create({
      data: {
        id: newId(10),
        migrationId: migration.id,
        batchId: batch.id,
        kind: 'full',
        options: {},
        state: jsonValue(initialRunState('full')),
        pending: 'run',
        queuedAt: new Date(1_700_000_000_000 + i),
      },
    });
    runs.push(run.id);
  }
  return { projectId: project.id, runs };
}

const take = (run: string | undefined, worker: { id: string }, seconds?: number) =>
  acquireLease(database.prisma, run ?? '', worker.id, seconds);
const waiting = async () => (await waitingRuns(database.prisma)).map(({ id }) => id);

test('no more than the project allows go on at once, whichever workers ask and however many at once', async () => {
  const [one, two] = [await someWorker(database.prisma), await someWorker(database.prisma)];
  const { runs } = await batchOf(6, 2);
  expect(await waiting()).toEqual(runs.slice(0, 2));
  const leases = await Promise.all(runs.map((run, i) => take(run, i % 2 ? one : two)));
  const held = leases.flatMap((lease) => lease ?? []);
  expect(held).toHaveLength(2);
  expect(await waiting()).toEqual([]);
  const [first] = held;
  if (first) await releaseLease(database.prisma, first, true);
  const left = runs.filter((run) => held.every(({ runId }) => runId !== run));
  expect(await waiting()).toEqual(left.slice(0, 2));
  expect(await take(left[0], one)).not.toBeNull();
  expect(await take(left[1], two)).toBeNull();
});

test('a run whose worker died keeps its place, and is the one that goes on', async () => {
  const worker = await someWorker(database.prisma);
  const { runs } = await batchOf(3, 1);
  expect(await take(runs[0], worker, 0)).not.toBeNull();
  expect(await take(runs[1], worker)).toBeNull();
  expect(await waiting()).toEqual([runs[0]]);
  expect(await take(runs[0], worker)).not.toBeNull();
});

test('a larger bound holds at once for a batch that goes on', async () => {
  const worker = await someWorker(database.prisma);
  const { runs, projectId } = await batchOf(2, 1);
  await take(runs[0], worker);
  expect(await take(runs[1], worker)).toBeNull();
  await database.prisma.project.update({ where: { id: projectId }, data: { concurrency: 2 } });
  expect(await take(runs[1], worker)).not.toBeNull();
});

test('into one schema they go one after another, into several at once', async () => {
  const worker = await someWorker(database.prisma);
  const same = await batchOf(3, 3, { sameTarget: true, schemas: ['a', 'b', 'a'] });
  expect(await take(same.runs[0], worker)).not.toBeNull();
  expect(await take(same.runs[1], worker)).not.toBeNull();
  expect(await take(same.runs[2], worker)).toBeNull();
  // The target's own schema by its name and without a name is the same one.
  const named = await batchOf(2, 2, { sameTarget: true, schemas: ['public'] });
  expect(await take(named.runs[0], worker)).not.toBeNull();
  expect(await take(named.runs[1], worker)).toBeNull();
});

test('what shall be cancelled needs no place', async () => {
  const worker = await someWorker(database.prisma);
  const { runs } = await batchOf(4, 1);
  await take(runs[0], worker);
  await database.prisma.run.updateMany({ data: { cancelRequestedAt: new Date() } });
  expect(await waiting()).toEqual(runs.slice(1));
  expect(await take(runs[3], worker)).not.toBeNull();
});

test('a batch holds nobody else up', async () => {
  const worker = await someWorker(database.prisma);
  const { runs } = await batchOf(2, 1);
  await take(runs[0], worker);
  const other = await batchOf(1, 1);
  expect(await waiting()).toEqual(other.runs);
  expect(await take(other.runs[0], worker)).not.toBeNull();
});
