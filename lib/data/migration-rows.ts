import type { PrismaClient } from '../store/database.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { MigrationRow } from './dto.ts';
import { NAMED, RUN_SELECT, runRow } from './rows.ts';

export const MIGRATION_SELECT = {
  include: { source: NAMED, target: NAMED, createdBy: NAMED },
} as const satisfies Prisma.MigrationDefaultArgs;
type MigrationRecord = Prisma.MigrationGetPayload<typeof MIGRATION_SELECT>;

/** With the latest plan run and the latest other run of each. */
export async function migrationRows(
  db: PrismaClient,
  migrations: MigrationRecord[],
): Promise<MigrationRow[]> {
  const ids = migrations.map((migration) => migration.id);
  const [plans, runs] = await Promise.all([
    latestRuns(db, ids, 'plan'),
    latestRuns(db, ids, { not: 'plan' }),
  ]);
  return migrations.map((migration) => ({
    id: migration.id,
    name: migration.name,
    source: migration.source,
    target: migration.target,
    latestPlan: plans.get(migration.id) ?? null,
    latestRun: runs.get(migration.id) ?? null,
    createdAt: migration.createdAt.getTime(),
    createdBy: migration.createdBy,
  }));
}

async function latestRuns(db: PrismaClient, migrationIds: string[], kind: Prisma.RunWhereInput['kind']) {
  const runs = await db.run.findMany({
    where: { migrationId: { in: migrationIds }, kind },
    orderBy: [{ migrationId: 'asc' }, { queuedAt: 'desc' }],
    distinct: ['migrationId'],
    ...RUN_SELECT,
  });
  return new Map(runs.map((run) => [run.migration.id, runRow(run)]));
}
