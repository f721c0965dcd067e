/** The history as a whole: what can be filtered by, and all that the filters let through. */
import type { RunKind } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import { isId } from '../store/ids.ts';
import { authorise, reader } from './access.ts';
import type { HistoryChoices, RunFilter, RunRow } from './dto/run.ts';
import { NAMED, RUN_SELECT, ref, runRow } from './rows.ts';
import { runFilterPage } from './run-page.ts';

const CHUNK = 500;
const BATCHES = 50;
const BY_NAME = { ...NAMED, orderBy: { name: 'asc' } } as const;
const WITH_RUNS = { migrations: { some: { runs: { some: {} } } } } as const;

export async function historyChoices({ projectId, batchId }: RunFilter): Promise<HistoryChoices> {
  const { db } = await reader('run.read');
  const [sources, targets, projects, batches, people] = await Promise.all([
    db.source.findMany({ where: WITH_RUNS, ...BY_NAME }),
    db.target.findMany({ where: WITH_RUNS, ...BY_NAME }),
    db.project.findMany({ where: { OR: [WITH_RUNS, { batches: { some: {} } }] }, ...BY_NAME }),
    latestBatches(db, projectId, batchId),
    db.user.findMany({ where: { startedRuns: { some: {} } }, ...BY_NAME }),
  ]);
  return {
    sources: sources.map(ref),
    targets: targets.map(ref),
    projects: projects.map(ref),
    batches,
    people: people.map(ref),
  };
}

/** With the one that is asked for, however old it is. */
async function latestBatches(db: PrismaClient, projectId?: string, batchId?: string) {
  const shape = {
    orderBy: { createdAt: 'desc' },
    select: { id: true, kind: true, createdAt: true, project: NAMED },
  } as const;
  const [latest, asked] = await Promise.all([
    db.batch.findMany({ where: projectId ? { projectId } : {}, take: BATCHES, ...shape }),
    batchId ? db.batch.findMany({ where: { id: batchId }, ...shape }) : [],
  ]);
  const all = new Map([...latest, ...asked].map((batch) => [batch.id, batch]));
  return [...all.values()].map(({ id, kind, createdAt, project }) => ({
    id,
    project: project.name,
    kind: kind as RunKind,
    at: createdAt.getTime(),
  }));
}

/** All that fit the filter, newest first, a piece at a time: memory stays bounded however many there are. */
export async function readRuns(filter: RunFilter): Promise<AsyncIterable<RunRow[]>> {
  const { db } = await authorise('run.export');
  return (async function* () {
    for (let cursor = filter.cursor; ; ) {
      const { runs, next } = await runFilterPage(db, { ...filter, cursor }, CHUNK);
      if (runs.length > 0) yield runs;
      if (next === null) return;
      cursor = next;
    }
  })();
}

/** Of these, those that there are, oldest first. */
export async function namedRuns(ids: string[]): Promise<RunRow[]> {
  const { db } = await reader('run.read');
  const known = ids.filter(isId);
  if (known.length === 0) return [];
  const runs = await db.run.findMany({
    where: { id: { in: known } },
    orderBy: { queuedAt: 'asc' },
    ...RUN_SELECT,
  });
  return runs.map(runRow);
}

/** More than this nobody prints. */
const ON_PAPER = 1000;

export async function firstRuns(filter: RunFilter): Promise<{ runs: RunRow[]; more: boolean }> {
  const { db } = await reader('run.read');
  const { runs, next } = await runFilterPage(db, { ...filter, cursor: undefined }, ON_PAPER);
  return { runs, more: next !== null };
}
