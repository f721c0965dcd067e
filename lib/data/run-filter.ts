import type { Prisma } from '../store/generated/client.ts';
import type { RunFilter } from './dto/run.ts';

export function runWhere(filter: RunFilter): Prisma.RunWhereInput {
  const { status, kind, sourceId, targetId, migrationId, userId, from, to, differences } = filter;
  return {
    ...(status?.length ? { status: { in: status } } : {}),
    ...(kind?.length ? { kind: { in: kind } } : {}),
    ...(migrationId ? { migrationId } : {}),
    ...(sourceId || targetId
      ? { migration: { ...(sourceId ? { sourceId } : {}), ...(targetId ? { targetId } : {}) } }
      : {}),
    ...(userId ? { startedById: userId } : {}),
    ...(from || to
      ? { queuedAt: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lte: new Date(to) } : {}) } }
      : {}),
    ...(differences ? { differences: { gt: 0 } } : {}),
  };
}
