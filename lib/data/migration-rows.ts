import type { PrismaClient } from '../store/database.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { MigrationRow } from './dto/migration.ts';
import { NAMED, RUN_SELECT, runRow } from './rows.ts';

export const MIGRATION_SELECT = {
  include: {
    source: NAMED,
    target: { select: { id: true, name: true, schema: true } },
    createdBy: NAMED,
    project: NAMED,
  },
} as const satisfies Prisma.MigrationDefaultArgs;
type MigrationRecord = Prisma.MigrationGetPayload<typeof MIGRATION_SELECT>;

/** Where it goes in the target's database. */
export function schemaOf(migration: { schema: string | null; target: { schema: string } }): string {
  return migration.schema ?? migration.target.schema;
}

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
    target: { id: migration.target.id, name: migration.target.name },
    schema: schemaOf(migration),
    project: migration.project,
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
