/** Runs that were made public one upon the other: each keeps the tables of the one below until it is rolled back. */
import type { PrismaClient } from '../store/database.ts';
import type { RunDetail, StackedRun } from './dto/run.ts';

interface Standing {
  id: string;
  migrationId: string;
  cutOverAt: Date | null;
}

export async function stackOf(
  db: PrismaClient,
  run: Standing,
): Promise<Pick<RunDetail, 'supersededBy' | 'replacedRun'>> {
  if (run.cutOverAt === null) return { supersededBy: null, replacedRun: null };
  const next = (cutOverAt: { gt: Date } | { lt: Date }, order: 'asc' | 'desc') =>
    db.run.findFirst({
      where: { migrationId: run.migrationId, id: { not: run.id }, cutOverAt, status: { not: 'rolled-back' } },
      orderBy: { cutOverAt: order },
      select: { id: true, cutOverAt: true, status: true },
    });
  const [above, below] = await Promise.all([
    // The latest: it is the one to begin with.
    next({ gt: run.cutOverAt }, 'desc'),
    next({ lt: run.cutOverAt }, 'desc'),
  ]);
  return { supersededBy: stacked(above), replacedRun: stacked(below) };
}

function stacked(run: { id: string; cutOverAt: Date | null; status: string } | null): StackedRun | null {
  if (!run?.cutOverAt) return null;
  return { id: run.id, cutOverAt: run.cutOverAt.getTime(), finalised: run.status === 'finalised' };
}
