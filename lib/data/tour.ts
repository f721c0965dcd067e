/** The tour of whoever looks: where they are, putting it away and taking it up again, and the change made on purpose. */
import { may } from '../auth/permissions.ts';
import { connect, qualified, quote } from '../engine/target/connect.ts';
import type { Overrides, Plan, PlanOptions } from '../engine/types.ts';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import { documentOf } from '../store/json.ts';
import { openTarget } from '../store/target-config.ts';
import { authorise, reader } from './access.ts';
import type { Tour, TourOffer } from './dto/tour.ts';
import { failure } from './failures.ts';
import { NAMED } from './rows.ts';
import { standingDenial } from './run-permissions.ts';

/** Two decisions, as the tour asks for. */
const DECISIONS = 2;
/** The cell that is changed: it is in every sample, whatever was chosen for its loyalty cards. */
const CELL = { table: 'services', key: 'id', column: 'price' } as const;

/** Null where it was put away, or cannot be gone through. */
export async function getTour(): Promise<Tour | null> {
  const { db, user } = await reader('overview.read');
  const { source, target } = await ends(db);
  if (!source || !target || !may(user.role, 'migration.create')) return null;
  const { tourClosedAt } = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  if (tourClosedAt) return null;
  const migration = await db.migration.findFirst({
    where: { sourceId: source.id, targetId: target.id, createdById: user.id, removedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, options: true },
  });
  const tested = await db.probe.count({
    where: { sourceId: source.id, kind: 'source', state: 'done', byId: user.id },
  });
  const nothing = { migrationId: null, runId: null, verifyId: null, decided: 0 };
  const steps = { preview: false, decide: false, dry: false, migrate: false };
  const later = { change: false, verify: false, rollback: false };
  // Whoever has a migration of it has looked at it.
  const done = { source: tested > 0 || migration !== null, ...steps, ...later };
  if (!migration) return { source, target, done, ...nothing };

  const migrationId = migration.id;
  const ended = { migrationId, status: 'succeeded' } as const;
  const [plans, dry, run] = await Promise.all([
    db.run.count({ where: { ...ended, kind: 'plan' } }),
    db.run.count({ where: { ...ended, kind: 'dry' } }),
    db.run.findFirst({
      where: { migrationId, kind: 'full', cutOverAt: { not: null } },
      orderBy: { cutOverAt: 'desc' },
      select: { id: true, status: true },
    }),
  ]);
  const change = run && (await changeOf(db, run.id, user.id));
  const found =
    change &&
    (await db.run.findFirst({
      where: { migrationId, kind: 'verify', queuedAt: { gt: change.at }, differences: { gt: 0 } },
      select: { id: true },
    }));
  const decided = choicesIn(documentOf<PlanOptions>(migration.options).overrides);
  return {
    source,
    target,
    done: {
      source: true,
      preview: plans > 0,
      decide: decided >= DECISIONS,
      dry: dry > 0,
      migrate: run !== null,
      change: Boolean(change),
      verify: Boolean(found),
      rollback: run?.status === 'rolled-back',
    },
    migrationId,
    runId: run?.id ?? null,
    verifyId: found?.id ?? null,
    decided,
  };
}

export async function tourOffer(): Promise<TourOffer> {
  const { db, user } = await reader('overview.read');
  const { source, target } = await ends(db);
  if (!source || !target || !may(user.role, 'migration.create')) return 'none';
  const { tourClosedAt } = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  return tourClosedAt ? 'closed' : 'open';
}

export async function setTour(open: boolean): Promise<void> {
  const { db, user } = await authorise('self.preferences');
  await db.user.update({ where: { id: user.id }, data: { tourClosedAt: open ? null : new Date() } });
}

/**
 * Adds 1 to one price in the sample's own target, so that a comparison has something to find. Nowhere else: throws
 * PNL-NO-SAMPLE for any other source or target, and where the run's tables no longer stand.
 */
export async function changeSample(runId: string): Promise<{ table: string; column: string; key: string }> {
  const { db } = await authorise('sample.change');
  const run = await db.run.findUnique({
    where: { id: runId },
    include: { migration: { include: { source: true, target: true } } },
  });
  if (!run) throw failure('PNL-NOT-FOUND');
  const { source, target } = run.migration;
  const plan = documentOf<Plan | null>(run.plan);
  const table = plan?.tables.find((one) => one.source === CELL.table);
  const nameOf = (column: string) => table?.columns.find((one) => one.source === column)?.target;
  const [key, column] = [nameOf(CELL.key), nameOf(CELL.column)];
  const ours = source.tour && target.sample && target.removedAt === null;
  if (!ours || !plan || !table || !key || !column || (await standingDenial(db, run))) {
    throw failure('PNL-NO-SAMPLE');
  }
  const client = await connect(openTarget(panel().secrets, target), 'tour');
  try {
    const { rowCount } = await client.query(
      `UPDATE ${qualified(plan.target.schema, table.target)} SET ${quote(column)} = ${quote(column)} + 1 WHERE ${quote(key)} = 1`,
    );
    if (rowCount !== 1) throw failure('PNL-NO-SAMPLE');
  } finally {
    await client.end();
  }
  return { table: table.target, column, key: `${key} = 1` };
}

async function ends(db: PrismaClient) {
  const [source, target] = await Promise.all([
    db.source.findFirst({ where: { tour: true, removedAt: null }, ...NAMED }),
    db.target.findFirst({ where: { sample: true, removedAt: null }, ...NAMED }),
  ]);
  return { source, target };
}

function changeOf(db: PrismaClient, runId: string, userId: string) {
  return db.auditEntry.findFirst({
    where: { action: 'sample.change', outcome: 'done', subject: runId, userId },
    orderBy: { seq: 'desc' },
    select: { at: true },
  });
}

/** How many single choices a document makes. */
export function choicesIn(overrides: Overrides): number {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, below) => sum + count(below), 0)
      : 1;
  return count(overrides);
}
