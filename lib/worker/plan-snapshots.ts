/**
 * Snapshots of plan runs: kept for a while, so that choices can be tried on them before they are planned. Each migration
 * keeps the one of its latest plan; runs come first where the disk has little room.
 */
import { stat, statfs } from 'node:fs/promises';
import { removeKept } from '../engine/index.ts';
import type { WorkerContext } from './context.ts';

export const KEPT_MS = 24 * 3600_000;
/** A run writes a copy of its source, and something beside it. */
const COPIES = 2;

/** Drops what is too old, was followed by another plan, or belongs to a migration that was removed. */
export async function dropPlanSnapshots(context: WorkerContext): Promise<void> {
  const kept = await keptPlans(context);
  const seen = new Set<string>();
  for (const run of kept) {
    const latest = !seen.has(run.migrationId);
    seen.add(run.migrationId);
    const young = (run.endedAt?.getTime() ?? 0) > Date.now() - KEPT_MS;
    if (latest && young && run.migration.removedAt === null) continue;
    await drop(context, run);
  }
}

/** Before a run copies this file: kept snapshots give way, the oldest first. */
export async function makeRoom(context: WorkerContext, sourcePath: string): Promise<void> {
  const bytes = await stat(sourcePath).then(
    ({ size }) => size,
    () => 0,
  );
  const kept = await keptPlans(context);
  while (kept.length > 0 && (await room(context)) < bytes * COPIES) {
    const oldest = kept.pop();
    if (oldest) await drop(context, oldest);
  }
}

/** Newest first, of ended plan runs. */
function keptPlans({ database }: WorkerContext) {
  return database.prisma.run.findMany({
    where: { kind: 'plan', status: 'succeeded', snapshotPath: { not: null } },
    orderBy: { queuedAt: 'desc' },
    select: {
      id: true,
      snapshotPath: true,
      migrationId: true,
      endedAt: true,
      migration: { select: { removedAt: true } },
    },
  });
}

async function drop(
  { database }: WorkerContext,
  { id, snapshotPath }: { id: string; snapshotPath: string | null },
): Promise<void> {
  if (snapshotPath) removeKept(snapshotPath);
  await database.prisma.run.update({ where: { id }, data: { snapshotPath: null } });
}

async function room({ folders }: WorkerContext): Promise<number> {
  const { bavail, bsize } = await statfs(folders.snapshots);
  return bavail * bsize;
}
