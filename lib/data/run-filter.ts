import type { Prisma } from '../store/generated/client.ts';
import type { RunFilter } from './dto/run.ts';

export function runWhere(filter: RunFilter): Prisma.RunWhereInput {
  const { status, kind, sourceId, targetId, migrationId, projectId, batchId, userId } = filter;
  const { from, to, longerMs, differences } = filter;
  const all: Prisma.RunWhereInput[] = [];
  if (status?.length) all.push({ status: { in: status } });
  if (kind?.length) all.push({ kind: { in: kind } });
  if (migrationId) all.push({ migrationId });
  if (sourceId) all.push({ migration: { sourceId } });
  if (targetId) all.push({ migration: { targetId } });
  // A migration may have left the project since: what ran in its batches stays its own.
  if (projectId) all.push({ OR: [{ migration: { projectId } }, { batch: { projectId } }] });
  if (batchId) all.push({ batchId });
  if (userId) all.push({ startedById: userId });
  if (from) all.push({ queuedAt: { gte: new Date(from) } });
  if (to) all.push({ queuedAt: { lte: new Date(to) } });
  if (longerMs) all.push({ tookMs: { gte: longerMs } });
  if (differences) all.push({ differences: { gt: 0 } });
  return { AND: all };
}
