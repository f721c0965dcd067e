/** Sources, targets and migrations that belong together. */
import type { z } from 'zod';
import type { PrismaClient } from '../store/database.ts';
import type { Prisma } from '../store/generated/client.ts';
import { isId, newId } from '../store/ids.ts';
import { authorise, permission, reader } from './access.ts';
import { BATCH_SELECT, batchRow } from './batch-rows.ts';
import { activeBatch } from './batches.ts';
import type { MigrationRow } from './dto/migration.ts';
import type { ProjectDetail, ProjectRow } from './dto/project.ts';
import { failure } from './failures.ts';
import type { CreateProjectInput, EditProjectInput, MembersInput } from './inputs.ts';
import { MIGRATION_SELECT, migrationRows } from './migration-rows.ts';
import { readinessOf } from './readiness.ts';
import { NAMED } from './rows.ts';
import { SOURCE_SELECT, sourceRow } from './sources.ts';
import { TARGET_SELECT, targetRow } from './targets.ts';

const LIVE = { removedAt: null } as const;
const OLDEST_FIRST = { orderBy: { createdAt: 'asc' } } as const;
const SELECT = {
  include: {
    createdBy: NAMED,
    _count: {
      select: { sources: { where: LIVE }, targets: { where: LIVE }, migrations: { where: LIVE } },
    },
    migrations: { where: LIVE, ...OLDEST_FIRST, ...MIGRATION_SELECT },
    batches: { orderBy: { createdAt: 'desc' }, take: 10, ...BATCH_SELECT },
  },
} as const satisfies Prisma.ProjectDefaultArgs;
type ProjectRecord = Prisma.ProjectGetPayload<typeof SELECT>;

export async function listProjects(): Promise<ProjectRow[]> {
  const { db } = await reader('project.read');
  const projects = await db.project.findMany({ where: LIVE, ...OLDEST_FIRST, ...SELECT });
  const migrations = await migrationRows(
    db,
    projects.flatMap((project) => project.migrations),
  );
  return projects.map((project) =>
    projectRow(
      project,
      migrations.filter((migration) => migration.project?.id === project.id),
    ),
  );
}

export async function getProject(id: string): Promise<ProjectDetail | null> {
  const { db, user } = await reader('project.read');
  if (!isId(id)) return null;
  const project = await db.project.findFirst({ where: { id, ...LIVE }, ...SELECT });
  if (!project) return null;
  const where = { projectId: id, ...LIVE };
  const [migrations, readiness, sources, targets, busy, free] = await Promise.all([
    migrationRows(db, project.migrations),
    readinessOf(db, project.migrations),
    db.source.findMany({ where, ...OLDEST_FIRST, ...SOURCE_SELECT }),
    db.target.findMany({ where, ...OLDEST_FIRST, ...TARGET_SELECT }),
    activeBatch(db, id),
    freeThings(db),
  ]);
  const active = busy ? 'batch-active' : null;
  const none = migrations.length === 0 ? 'no-migrations' : null;
  return {
    ...projectRow(project, migrations),
    concurrency: project.concurrency,
    createdBy: project.createdBy,
    sources: sources.map(sourceRow),
    targets: targets.map(targetRow),
    migrations: migrations.flatMap((migration) => {
      const ready = readiness.get(migration.id);
      return ready ? [{ ...migration, ready }] : [];
    }),
    batches: project.batches.map(batchRow),
    free,
    permissions: {
      edit: permission(user.role, 'project.edit'),
      members: permission(user.role, 'project.members'),
      remove: permission(user.role, 'project.remove', active),
      run: permission(user.role, 'batch.start', none, active),
      add: permission(user.role, 'migration.create'),
    },
  };
}

export async function createProject(input: z.output<typeof CreateProjectInput>): Promise<{ id: string }> {
  const { db, user } = await authorise('project.create');
  await refuseTwin(db, input.name, null);
  const id = newId();
  await db.project.create({ data: { ...input, id, createdById: user.id } });
  return { id };
}

export async function editProject({ id, ...data }: z.output<typeof EditProjectInput>): Promise<void> {
  const { db } = await authorise('project.edit');
  await liveProject(db, id);
  await refuseTwin(db, data.name, id);
  await db.project.update({ where: { id }, data });
}

/** What leaves belongs to no project. Throws PNL-IN-PROJECT where something that shall join belongs to another one. */
export async function changeMembers({ id, join, leave }: z.output<typeof MembersInput>): Promise<void> {
  const { db } = await authorise('project.members');
  await liveProject(db, id);
  await db.$transaction(async (tx) => {
    const tables = [
      [tx.source, 'sources'],
      [tx.target, 'targets'],
      [tx.migration, 'migrations'],
    ] as unknown as [Prisma.SourceDelegate, keyof typeof join][];
    for (const [table, name] of tables) {
      const theirs = await table.findFirst({
        where: { id: { in: join[name] }, ...LIVE, projectId: { not: null }, NOT: { projectId: id } },
        select: { name: true },
      });
      if (theirs) throw failure('PNL-IN-PROJECT', { name: theirs.name });
      const { count } = await table.updateMany({
        where: { id: { in: join[name] }, ...LIVE },
        data: { projectId: id },
      });
      if (count < new Set(join[name]).size) throw failure('PNL-NOT-FOUND');
      await table.updateMany({
        where: { id: { in: leave[name] }, projectId: id },
        data: { projectId: null },
      });
    }
  });
}

/** Its members stay, and so do its runs in the history. */
export async function removeProject(id: string): Promise<{ name: string }> {
  const { db } = await authorise('project.remove');
  const { name } = await liveProject(db, id);
  if (await activeBatch(db, id)) throw failure('PNL-BATCH-ACTIVE');
  const where = { projectId: id };
  const data = { projectId: null };
  await db.$transaction([
    db.source.updateMany({ where, data }),
    db.target.updateMany({ where, data }),
    db.migration.updateMany({ where, data }),
    db.project.update({ where: { id }, data: { removedAt: new Date() } }),
  ]);
  return { name };
}

export async function liveProject(db: PrismaClient, id: string) {
  const project = await db.project.findFirst({ where: { id, ...LIVE } });
  if (!project) throw failure('PNL-NOT-FOUND');
  return project;
}

async function refuseTwin(db: PrismaClient, name: string, except: string | null): Promise<void> {
  const where = { name, ...LIVE, ...(except ? { id: { not: except } } : {}) };
  if (await db.project.findFirst({ where })) throw failure('PNL-EXISTS', { name });
}

async function freeThings(db: PrismaClient): Promise<ProjectDetail['free']> {
  const find = { where: { projectId: null, ...LIVE }, ...OLDEST_FIRST } as const;
  const [sources, targets, migrations] = await Promise.all([
    db.source.findMany({ ...find, ...SOURCE_SELECT }),
    db.target.findMany({ ...find, ...TARGET_SELECT }),
    db.migration.findMany({ ...find, ...MIGRATION_SELECT }),
  ]);
  return {
    sources: sources.map(sourceRow),
    targets: targets.map(targetRow),
    migrations: await migrationRows(db, migrations),
  };
}

function projectRow(project: ProjectRecord, migrations: MigrationRow[]): ProjectRow {
  const [latest] = project.batches;
  const runs = migrations.flatMap(({ latestRun, latestPlan }) => [latestRun ?? [], latestPlan ?? []].flat());
  const { _count: counts } = project;
  return {
    id: project.id,
    name: project.name,
    note: project.note,
    counts,
    running: runs.filter(({ endedAt, status }) => endedAt === null || status === 'rolling-back').length,
    failed: migrations.filter(({ latestRun }) => isBad(latestRun)).length,
    latestBatch: latest ? batchRow(latest) : null,
    createdAt: project.createdAt.getTime(),
  };
}

function isBad(run: MigrationRow['latestRun']): boolean {
  return run !== null && (/failed$/.test(run.status) || (run.differences ?? 0) > 0);
}
