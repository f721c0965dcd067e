/** SQLite files that the panel knows. Only paths and sizes are looked at here; a worker opens them. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { config } from '../config.ts';
import { errorInfo, MigrationError } from '../engine/errors.ts';
import { examineSourceFile } from '../engine/source/file.ts';
import type { Plan } from '../engine/types.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Prisma } from '../store/generated/client.ts';
import { isId, newId } from '../store/ids.ts';
import { documentOf } from '../store/json.ts';
import { pathInside } from '../store/source-path.ts';
import { authorise, permission, reader } from './access.ts';
import type { Folder } from './dto/folder.ts';
import type { Ref, ShownError } from './dto/shared.ts';
import type { SourceDetail, SourceRow } from './dto/source.ts';
import { failure } from './failures.ts';
import type { AddSourcesInput } from './inputs.ts';
import { MIGRATION_SELECT, migrationRows } from './migration-rows.ts';
import { queueProbe } from './probes.ts';
import { healthOf, LATEST_PROBE, NAMED, probeRow, shown, size } from './rows.ts';

const LIVE = { removedAt: null } as const;
export const SOURCE_SELECT = {
  include: {
    probes: LATEST_PROBE,
    createdBy: NAMED,
    project: NAMED,
    _count: { select: { migrations: { where: LIVE } } },
  },
} as const satisfies Prisma.SourceDefaultArgs;
type SourceRecord = Prisma.SourceGetPayload<typeof SOURCE_SELECT>;

export async function listSources(): Promise<SourceRow[]> {
  const { db } = await reader('source.read');
  const sources = await db.source.findMany({ where: LIVE, orderBy: { createdAt: 'asc' }, ...SOURCE_SELECT });
  return sources.map(sourceRow);
}

export async function getSource(id: string): Promise<SourceDetail | null> {
  const { db, user } = await reader('source.read');
  if (!isId(id)) return null;
  const source = await db.source.findFirst({ where: { id, ...LIVE }, ...SOURCE_SELECT });
  if (!source) return null;
  const migrations = await db.migration.findMany({
    where: { sourceId: id, ...LIVE },
    orderBy: { createdAt: 'desc' },
    ...MIGRATION_SELECT,
  });
  const inUse = migrations.length > 0 ? 'in-use' : null;
  return {
    ...sourceRow(source),
    sha256: source.sha256,
    tables: await tablesOf(db, id),
    migrations: await migrationRows(db, migrations),
    createdBy: source.createdBy,
    permissions: {
      test: permission(user.role, 'source.test'),
      remove: permission(user.role, 'source.remove', inUse),
      migrate: permission(user.role, 'migration.create'),
    },
  };
}

/** Registers a file by its path and queues its first test. Throws SRC- codes of what is wrong with the file. */
export async function addSource(input: { path: string; name: string }) {
  const { db, user } = await authorise('source.add');
  const real = await pathInside(input.path, config().sourceRoots);
  const file = await examineSourceFile(real);
  return registerSource(db, user.id, {
    kind: 'path',
    name: input.name || path.basename(real),
    path: real,
    bytes: BigInt(file.bytes),
  });
}

/** Each by itself: one that cannot be registered holds nothing up. */
export async function addSources({ paths, projectId }: z.output<typeof AddSourcesInput>) {
  const { db } = await authorise('source.add');
  if (projectId && !(await db.project.findFirst({ where: { id: projectId, ...LIVE } }))) {
    throw failure('PNL-NOT-FOUND');
  }
  const added: Ref[] = [];
  const failed: { path: string; error: ShownError }[] = [];
  for (const file of paths) {
    try {
      const { id } = await addSource({ path: file, name: '' });
      const { name } = await db.source.update({ where: { id }, data: { projectId }, ...NAMED });
      added.push({ id, name });
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
      const shownError = shown(errorInfo(error));
      if (shownError) failed.push({ path: file, error: shownError });
    }
  }
  return { added, failed };
}

/** Also used by uploads, which have authorised by themselves. */
export async function registerSource(
  db: PrismaClient,
  userId: string,
  data: Pick<Prisma.SourceUncheckedCreateInput, 'kind' | 'name' | 'path' | 'bytes' | 'sha256'>,
): Promise<{ id: string; probeId: string }> {
  const same = await db.source.findFirst({ where: { path: data.path, ...LIVE } });
  if (same) throw failure('PNL-EXISTS', { name: same.name });
  const source = await db.source.create({ data: { ...data, id: newId(), createdById: userId } });
  return { id: source.id, probeId: await queueProbe(db, 'source', { sourceId: source.id }, userId) };
}

export async function testSource(id: string) {
  const { db, user } = await authorise('source.test');
  if (!(await db.source.findFirst({ where: { id, ...LIVE } }))) throw failure('PNL-NOT-FOUND');
  return { id, probeId: await queueProbe(db, 'source', { sourceId: id }, user.id) };
}

/** The file stays where it is, except an upload, which only the panel has. */
export async function removeSource(id: string): Promise<{ name: string; upload: string | null }> {
  const { db } = await authorise('source.remove');
  const source = await db.source.findFirst({ where: { id, ...LIVE }, ...SOURCE_SELECT });
  if (!source) throw failure('PNL-NOT-FOUND');
  if (source._count.migrations > 0) throw failure('PNL-IN-USE', { count: source._count.migrations });
  await db.source.update({ where: { id }, data: { removedAt: new Date() } });
  return { name: source.name, upload: source.kind === 'upload' ? source.path : null };
}

/** Folders that sources may lie in. */
export async function sourceRoots(): Promise<string[]> {
  await authorise('source.browse');
  return config().sourceRoots;
}

/** What lies in a folder inside the allowed roots; the roots themselves for null. */
export async function browseFolder(folder: string | null): Promise<Folder> {
  await authorise('source.browse');
  const roots = config().sourceRoots;
  if (folder === null) {
    const entries = await Promise.all(roots.map((root) => entryOf(root, root)));
    return { path: null, parent: null, entries: entries.flatMap((entry) => entry ?? []) };
  }
  const isRoot = roots.some((root) => path.resolve(root) === path.resolve(folder));
  const real = isRoot ? path.resolve(folder) : await pathInside(folder, roots);
  const names = await readdir(real).catch(() => []);
  const entries = await Promise.all(
    names
      .filter((name) => !name.startsWith('.'))
      .slice(0, 1000)
      .map((name) => entryInside(path.join(real, name), name, roots)),
  );
  const known = entries.flatMap((entry) => entry ?? []);
  known.sort((a, b) => a.kind.localeCompare(b.kind) * -1 || a.name.localeCompare(b.name));
  return { path: real, parent: isRoot ? null : path.dirname(real), entries: known };
}

/** A link that leads out of the allowed folders is not shown: its size would tell of what lies there. */
async function entryInside(file: string, name: string, roots: string[]) {
  return (await pathInside(file, roots).catch(() => null)) === null ? null : entryOf(file, name);
}

async function entryOf(file: string, name: string): Promise<Folder['entries'][number] | null> {
  const info = await stat(file).catch(() => null);
  if (info?.isDirectory()) return { name, path: file, kind: 'folder', bytes: null, sqlite: false };
  if (!info?.isFile()) return null;
  const sqlite = await examineSourceFile(file).then(
    () => true,
    () => false,
  );
  return { name, path: file, kind: 'file', bytes: info.size, sqlite };
}

async function tablesOf(db: PrismaClient, sourceId: string): Promise<SourceDetail['tables']> {
  const run = await db.run.findFirst({
    where: { migration: { sourceId }, status: 'succeeded', kind: 'plan' },
    orderBy: { queuedAt: 'desc' },
    select: { plan: true },
  });
  const plan = documentOf<Plan | null>(run?.plan ?? null);
  return plan?.tables.map(({ source: name, rows, bytes }) => ({ name, rows, bytes })) ?? null;
}

export function sourceRow(source: SourceRecord): SourceRow {
  const lastProbe = source.probes[0] ? probeRow(source.probes[0]) : null;
  return {
    id: source.id,
    name: source.name,
    kind: source.kind,
    path: source.path,
    bytes: size(source.bytes),
    health: healthOf(lastProbe),
    lastProbe,
    usedBy: source._count.migrations,
    project: source.project,
    createdAt: source.createdAt.getTime(),
  };
}
