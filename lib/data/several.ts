/** Several migrations at once: files into one database with a schema each, or a database for each. */
import type { z } from 'zod';
import { MigrationError } from '../engine/errors.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Target } from '../store/generated/client.ts';
import { newId } from '../store/ids.ts';
import { jsonValue } from '../store/json.ts';
import { authorise } from './access.ts';
import { beginBatch } from './batches.ts';
import { failure } from './failures.ts';
import { MigrationOptions, type SeveralInput } from './inputs.ts';
import { optionsFor } from './migrations.ts';
import { liveProject } from './projects.ts';
import { queueRun } from './queue-run.ts';

const LIVE = { removedAt: null } as const;

/** All or none. What they use joins the project where it belongs to none. Then they are planned, a few at a time. */
export async function addSeveral({ projectId, entries }: z.output<typeof SeveralInput>) {
  const { db, user } = await authorise('migration.create');
  await liveProject(db, projectId);
  const sources = await found(
    db.source,
    entries.map(({ sourceId }) => sourceId),
  );
  const targets = await found(
    db.target,
    entries.map(({ targetId }) => targetId),
  );
  const wanted = entries.map(({ sourceId, targetId, schema }) => {
    const source = sources.get(sourceId);
    const target = targets.get(targetId) as Target | undefined;
    if (!source || !target) throw failure('PNL-NOT-FOUND');
    return { source, target, schema: schema || target.schema };
  });
  await refuseTaken(db, wanted);
  const migrations = wanted.map(({ source, target, schema }, place) => ({
    id: newId(),
    name: `${source.name} → ${target.name}${schema === target.schema ? '' : ` · ${schema}`}`,
    sourceId: source.id,
    targetId: target.id,
    projectId,
    schema: schema === target.schema ? null : schema,
    options: jsonValue(optionsFor(schema, MigrationOptions.parse({}))),
    createdById: user.id,
    createdAt: new Date(Date.now() + place),
  }));
  await db.$transaction([
    db.migration.createMany({ data: migrations }),
    db.source.updateMany({
      where: { id: { in: [...sources.keys()] }, projectId: null },
      data: { projectId },
    }),
    db.target.updateMany({
      where: { id: { in: [...targets.keys()] }, projectId: null },
      data: { projectId },
    }),
  ]);
  const ids = migrations.map(({ id }) => id);
  return { ids, batchId: await planThem(db, user.id, projectId, ids) };
}

/** As a batch; where one goes on already they are planned by themselves. */
async function planThem(db: PrismaClient, byId: string, projectId: string, ids: string[]) {
  try {
    const input = { projectId, kind: 'plan' as const, replace: false, plans: {} };
    return (await beginBatch(db, byId, input, ids)).id;
  } catch (error) {
    if (!(error instanceof MigrationError && error.code === 'PNL-BATCH-ACTIVE')) throw error;
  }
  for (const migration of await db.migration.findMany({ where: { id: { in: ids } } })) {
    await queueRun(db, { migration, kind: 'plan', byId });
  }
  return null;
}

interface Wanted {
  source: { id: string; name: string };
  target: Target;
  schema: string;
}

/** A schema is filled by one migration: two would stand in each other's way, at once or one after the other. */
async function refuseTaken(db: PrismaClient, wanted: Wanted[]): Promise<void> {
  const standing = await db.migration.findMany({
    where: { ...LIVE, target: { host: { in: wanted.map(({ target }) => target.host) } } },
    include: { target: true },
  });
  const taken = new Map(
    standing.map(({ name, schema, target }) => [place(target, schema ?? target.schema), name]),
  );
  for (const { source, target, schema } of wanted) {
    const name = taken.get(place(target, schema));
    if (name !== undefined) throw failure('PNL-SCHEMA-TAKEN', { schema, database: target.database, name });
    taken.set(place(target, schema), source.name);
  }
}

function place({ host, port, database }: Target, schema: string): string {
  return JSON.stringify([host, port, database, schema]);
}

interface Finder<T> {
  findMany(args: { where: { id: { in: string[] }; removedAt: null } }): Promise<T[]>;
}

async function found<T extends { id: string }>(table: Finder<T>, ids: string[]): Promise<Map<string, T>> {
  const rows = await table.findMany({ where: { id: { in: ids }, ...LIVE } });
  return new Map(rows.map((row) => [row.id, row]));
}
