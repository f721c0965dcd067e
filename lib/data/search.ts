/** Looks for things by name, each kind only for who may read it, and for what can be done with them. */
import { may, type PermissionName } from '../auth/permissions.ts';
import type { RunStatus } from '../engine/events.ts';
import type { RunKind } from '../engine/types.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Access } from './access.ts';
import type { Found, HitKind, RunHit } from './dto/search.ts';
import type { Ref } from './dto/shared.ts';
import { NAMED } from './rows.ts';
import { rollbackDenial } from './run-permissions.ts';

const OF_A_KIND = 6;
/** Of a run whose tables may stand: some of these turn out to be replaced or taken back. */
const LOOKED_AT = 24;
const WORDS_MAX = 8;
const TEXT_MAX = 200;

export interface Asked {
  q: string;
  /** What names shall hold of projects to run; null where that is not wanted. */
  runAll: string | null;
  rollBack: string | null;
}

export async function search(access: Access, { q, runAll, rollBack }: Asked): Promise<Found> {
  const words = wordsOf(q);
  const [things, runs, toRun, toRollBack] = await Promise.all([
    words.length > 0 ? thingsNamed(access, words) : [],
    runsNamed(access, words),
    runAll === null ? [] : projectsToRun(access, wordsOf(runAll)),
    rollBack === null ? [] : runsToRollBack(access, wordsOf(rollBack)),
  ]);
  return { things, runs, runAll: toRun, rollBack: toRollBack };
}

/** Each must occur, wherever and however written. */
export function wordsOf(text: string): string[] {
  const clean = text.slice(0, TEXT_MAX).replaceAll('\0', ' ').trim();
  return clean === '' ? [] : clean.split(/\s+/).slice(0, WORDS_MAX);
}

function named(words: string[]) {
  return { AND: words.map((word) => ({ name: { contains: literal(word), mode: 'insensitive' as const } })) };
}

/** Prisma hands these on to LIKE as they are. */
function literal(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}

async function thingsNamed({ db, user }: Access, words: string[]): Promise<Found['things']> {
  const find = {
    where: { ...named(words), removedAt: null },
    orderBy: { createdAt: 'desc' },
    take: OF_A_KIND,
    ...NAMED,
  } as const;
  const of = async (kind: HitKind, permission: PermissionName, read: () => Promise<Ref[]>) =>
    may(user.role, permission) ? (await read()).map((ref) => ({ kind, ...ref })) : [];
  const lists = await Promise.all([
    of('project', 'project.read', () => db.project.findMany(find)),
    of('source', 'source.read', () => db.source.findMany(find)),
    of('target', 'target.read', () => db.target.findMany(find)),
    of('migration', 'migration.read', () => db.migration.findMany(find)),
  ]);
  return lists.flat();
}

const HIT = {
  id: true,
  kind: true,
  status: true,
  differences: true,
  queuedAt: true,
  migration: NAMED,
} as const satisfies Prisma.RunSelect;

function runHit(run: Prisma.RunGetPayload<{ select: typeof HIT }>): RunHit {
  return {
    id: run.id,
    name: run.migration.name,
    kind: run.kind as RunKind,
    status: run.status as RunStatus,
    differences: run.differences,
    at: run.queuedAt.getTime(),
  };
}

/** Of migrations of that name, or by the run's own id; previews belong to their migrations. */
async function runsNamed({ db, user }: Access, words: string[]): Promise<RunHit[]> {
  if (!may(user.role, 'run.read')) return [];
  const [first] = words;
  const byId = words.length === 1 && first ? [{ id: { startsWith: literal(first.toLowerCase()) } }] : [];
  const runs = await db.run.findMany({
    where: { kind: { not: 'plan' }, OR: [{ migration: named(words) }, ...byId] },
    orderBy: { queuedAt: 'desc' },
    take: OF_A_KIND,
    select: HIT,
  });
  return runs.map(runHit);
}

async function projectsToRun({ db, user }: Access, words: string[]): Promise<Ref[]> {
  if (!may(user.role, 'batch.start')) return [];
  return db.project.findMany({
    where: {
      ...named(words),
      removedAt: null,
      migrations: { some: { removedAt: null } },
      batches: { none: { runs: { some: { pending: { not: null } } } } },
    },
    orderBy: { createdAt: 'desc' },
    take: OF_A_KIND,
    ...NAMED,
  });
}

async function runsToRollBack({ db, user }: Access, words: string[]): Promise<RunHit[]> {
  if (!may(user.role, 'run.rollback')) return [];
  const runs = await db.run.findMany({
    where: {
      kind: 'full',
      pending: null,
      cutOverAt: { not: null },
      status: { notIn: ['rolled-back', 'finalised'] },
      migration: { ...named(words), target: { removedAt: null } },
    },
    orderBy: { cutOverAt: 'desc' },
    take: LOOKED_AT,
    select: {
      ...HIT,
      ...{ migrationId: true, pending: true, cutOverAt: true, finalisedAt: true, snapshotPath: true },
      migration: { select: { id: true, name: true, target: { select: { removedAt: true } } } },
    },
  });
  const denials = await Promise.all(runs.map((run) => rollbackDenial(db, run)));
  return runs
    .filter((_run, at) => denials[at] === null)
    .slice(0, OF_A_KIND)
    .map(runHit);
}
