/** What the latest plans of migrations allow, without handing the plans themselves about. */
import type { Plan, RunKind } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';
import type { Readiness } from './dto/migration.ts';
import { blockersOf } from './plans.ts';

type Facts = Pick<Readiness, 'blockers' | 'replaces'> & { hash: string };

/** Of plan runs that have ended: what they made does not change any more. */
const known = new Map<string, Facts>();
const KNOWN_MAX = 1000;

export async function readinessOf(
  db: PrismaClient,
  migrations: { id: string; editedAt: Date }[],
): Promise<Map<string, Readiness>> {
  const ids = migrations.map(({ id }) => id);
  const [plans, active, cutovers] = await Promise.all([
    db.run.findMany({
      where: { migrationId: { in: ids }, kind: 'plan', plan: { not: Prisma.DbNull } },
      orderBy: [{ migrationId: 'asc' }, { queuedAt: 'desc' }],
      distinct: ['migrationId'],
      select: { id: true, migrationId: true, queuedAt: true, pending: true },
    }),
    db.run.findMany({
      where: { migrationId: { in: ids }, pending: { not: null } },
      select: { migrationId: true, kind: true },
    }),
    db.run.findMany({
      where: { migrationId: { in: ids }, cutOverAt: { not: null } },
      orderBy: [{ migrationId: 'asc' }, { cutOverAt: 'desc' }],
      distinct: ['migrationId'],
      select: { migrationId: true, cutOverAt: true },
    }),
  ]);
  const found = new Map<string, Readiness>();
  for (const { id, editedAt } of migrations) {
    const run = plans.find(({ migrationId }) => migrationId === id);
    const facts = run ? await factsOf(db, run) : null;
    const kind = active.find(({ migrationId }) => migrationId === id)?.kind ?? null;
    const cutOver = cutovers.find(({ migrationId }) => migrationId === id)?.cutOverAt ?? null;
    const state = !(run && facts) ? 'none' : stateOf({ queuedAt: run.queuedAt, editedAt, cutOver }, facts);
    const { hash = null, blockers = 0, replaces = false } = facts ?? {};
    found.set(id, { state, hash, blockers, replaces, active: kind as RunKind | null });
  }
  return found;
}

function stateOf(
  { queuedAt, editedAt, cutOver }: { queuedAt: Date; editedAt: Date; cutOver: Date | null },
  { blockers }: Facts,
): Readiness['state'] {
  if (queuedAt < editedAt) return 'outdated';
  if (cutOver && queuedAt < cutOver) return 'done';
  return blockers > 0 ? 'blocked' : 'ready';
}

async function factsOf(
  db: PrismaClient,
  { id, pending }: { id: string; pending: string | null },
): Promise<Facts | null> {
  const before = known.get(id);
  if (before) return before;
  const run = await db.run.findUnique({ where: { id }, select: { plan: true } });
  const plan = documentOf<Plan | null>(run?.plan ?? null);
  if (!plan) return null;
  const blockers = blockersOf(plan, true).length;
  const facts = { hash: plan.hash, blockers, replaces: blockersOf(plan, false).length > blockers };
  if (pending === null) {
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(id, facts);
  }
  return facts;
}
