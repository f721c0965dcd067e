/** A source paired with a target, its options, its previews and runs. */
import type { z } from 'zod';
import { may } from '../auth/permissions.ts';
import { config } from '../config.ts';
import { PlanOptions } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Migration } from '../store/generated/client.ts';
import { isId, newId } from '../store/ids.ts';
import { documentOf, jsonValue } from '../store/json.ts';
import { acceptedOf } from './acceptances.ts';
import { authorise, permission, reader } from './access.ts';
import type { MigrationDetail, MigrationRow } from './dto/migration.ts';
import { failure } from './failures.ts';
import { hidePlan } from './hide-values.ts';
import type { CreateMigrationInput, EditMigrationInput, MigrationOptions } from './inputs.ts';
import { MIGRATION_SELECT, migrationRows, schemaOf } from './migration-rows.ts';
import { blockersOf, latestPreview } from './plans.ts';
import { queueRun } from './queue-run.ts';
import { RUN_SELECT, runRow } from './rows.ts';
import { startPermission } from './run-permissions.ts';

const LIVE = { removedAt: null } as const;

export async function listMigrations(): Promise<MigrationRow[]> {
  const { db } = await reader('migration.read');
  const migrations = await db.migration.findMany({
    where: LIVE,
    orderBy: { createdAt: 'desc' },
    ...MIGRATION_SELECT,
  });
  return migrationRows(db, migrations);
}

export async function getMigration(id: string): Promise<MigrationDetail | null> {
  const { db, user } = await reader('migration.read');
  if (!isId(id)) return null;
  const migration = await db.migration.findFirst({ where: { id, ...LIVE }, ...MIGRATION_SELECT });
  if (!migration) return null;
  const [rows, runs, preview, active] = await Promise.all([
    migrationRows(db, [migration]),
    db.run.findMany({ where: { migrationId: id }, orderBy: { queuedAt: 'desc' }, take: 50, ...RUN_SELECT }),
    latestPreview(db, migration),
    activeRun(db, id),
  ]);
  const [row] = rows;
  if (!row) return null;
  const plan = preview?.plan ?? null;
  const busy = active !== null;
  // Replacing can still be allowed when starting, so that blocker alone does not close the way there.
  const approvable = !plan ? 'missing' : blockersOf(plan, true).length > 0 ? 'blocked' : 'ready';
  return {
    ...row,
    options: documentOf<PlanOptions>(migration.options),
    plan: plan && (may(user.role, 'run.values') ? plan : hidePlan(plan)),
    planRun: preview && { id: preview.runId, snapshot: preview.snapshot },
    accepted: plan ? await acceptedOf(db, id, plan) : [],
    planOutdated: preview?.outdated ?? false,
    activeRun: active?.id ?? null,
    revert: { days: migration.revertDays, setting: config().revertWindowDays },
    runs: runs.map(runRow),
    permissions: {
      edit: permission(user.role, 'migration.edit', busy ? 'run-active' : null),
      preview: permission(user.role, 'migration.preview', busy ? 'run-active' : null),
      accept: permission(user.role, 'finding.accept'),
      dry: startPermission(user.role, { active: busy, plan: approvable }),
      full: startPermission(user.role, { active: busy, plan: approvable }),
      verify: startPermission(user.role, { active: busy, plan: 'ready' }),
      remove: permission(user.role, 'migration.remove', busy ? 'run-active' : null),
    },
  };
}

/** Makes it and queues the first preview. */
export async function createMigration(input: z.output<typeof CreateMigrationInput>) {
  const { db, user } = await authorise('migration.create');
  const source = await db.source.findFirst({ where: { id: input.sourceId, ...LIVE } });
  const target = await db.target.findFirst({ where: { id: input.targetId, ...LIVE } });
  if (!source || !target) throw failure('PNL-NOT-FOUND');
  const migration = await db.migration.create({
    data: {
      id: newId(),
      name: input.name || `${source.name} → ${target.name}`,
      sourceId: source.id,
      targetId: target.id,
      options: jsonValue(optionsFor(target.schema, input.options)),
      revertDays: input.revertDays,
      // It joins the project that both belong to.
      projectId: source.projectId === target.projectId ? source.projectId : null,
      createdById: user.id,
    },
  });
  const runId = await queueRun(db, { migration, kind: 'plan', byId: user.id });
  return { id: migration.id, runId };
}

/** New options make the earlier plan outdated; a new preview is queued. */
export async function editMigration(input: z.output<typeof EditMigrationInput>) {
  const { db, user } = await authorise('migration.edit');
  const before = await idleMigration(db, input.id);
  const migration = await db.migration.update({
    where: { id: input.id },
    data: { options: jsonValue(optionsFor(schemaOf(before), input.options)), editedAt: new Date() },
  });
  const runId = await queueRun(db, { migration, kind: 'plan', byId: user.id });
  return { id: migration.id, runId };
}

export async function requestPreview(id: string) {
  const { db, user } = await authorise('migration.preview');
  const migration = await idleMigration(db, id);
  // The target may have been edited to another schema since.
  const options = { ...documentOf<PlanOptions>(migration.options), schema: schemaOf(migration) };
  const updated = await db.migration.update({ where: { id }, data: { options: jsonValue(options) } });
  const runId = await queueRun(db, { migration: updated, kind: 'plan', byId: user.id });
  return { id, runId };
}

/** For runs made public from then on, whatever goes on now. */
export async function setRevertWindow(id: string, revertDays: number | null): Promise<void> {
  const { db } = await authorise('migration.edit');
  const { count } = await db.migration.updateMany({ where: { id, ...LIVE }, data: { revertDays } });
  if (count === 0) throw failure('PNL-NOT-FOUND');
}

/** What holds where a migration says nothing else. */
export async function revertSetting(): Promise<number> {
  await authorise('migration.read');
  return config().revertWindowDays;
}

/** Its runs stay in the history. */
export async function removeMigration(id: string): Promise<{ name: string }> {
  const { db } = await authorise('migration.remove');
  const { name } = await idleMigration(db, id);
  await db.migration.update({ where: { id }, data: { removedAt: new Date() } });
  return { name };
}

async function idleMigration(
  db: PrismaClient,
  id: string,
): Promise<Migration & { target: { schema: string } }> {
  const migration = await db.migration.findFirst({
    where: { id, ...LIVE },
    include: { target: { select: { schema: true } } },
  });
  if (!migration) throw failure('PNL-NOT-FOUND');
  if (await activeRun(db, id)) throw failure('PNL-RUN-ACTIVE');
  return migration;
}

function activeRun(db: PrismaClient, migrationId: string) {
  return db.run.findFirst({ where: { migrationId, pending: { not: null } }, select: { id: true } });
}

export function optionsFor(schema: string, options: z.output<typeof MigrationOptions>): PlanOptions {
  return PlanOptions.parse({ ...options, schema, replace: false });
}
