/** For tests: a fresh panel database, migrated, and rows to work with. */
import path from 'node:path';
import { initialRunState } from '../engine/events.ts';
import { PlanOptions } from '../engine/types.ts';
import { testDatabase } from '../testing/database.ts';
import { type Database, openDatabase, type PrismaClient } from './database.ts';
import { newId } from './ids.ts';
import { jsonValue } from './json.ts';
import { migrate } from './migrate.ts';

export const MIGRATIONS = path.join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

const template = {
  name: 'panel',
  prepare: async (url: string) => {
    await migrate(url, MIGRATIONS);
  },
};

export interface PanelDatabase extends Database {
  drop(): Promise<void>;
}

export async function panelDatabase(): Promise<PanelDatabase> {
  const fresh = await testDatabase({ template });
  const database = openDatabase(fresh.url, { max: 5 });
  return {
    ...database,
    drop: async () => {
      await database.close();
      await fresh.drop();
    },
  };
}

/** A migration with a source and a target that were never looked at. */
export async function someMigration(db: PrismaClient) {
  const source = await db.source.create({
    data: { id: newId(), name: 'shop', kind: 'path', path: '/srv/shop.db' },
  });
  const target = await db.target.create({
    data: {
      id: newId(),
      name: 'main',
      host: 'localhost',
      port: 5432,
      database: 'shop',
      schema: 'public',
      user: 'shop',
      tls: 'prefer',
    },
  });
  return db.migration.create({
    data: {
      id: newId(),
      name: 'shop → main',
      sourceId: source.id,
      targetId: target.id,
      options: jsonValue(PlanOptions.parse({})),
    },
  });
}

export async function someRun(
  db: PrismaClient,
  change: { pending?: string | null; kind?: 'full' | 'plan' } = {},
) {
  const migration = await someMigration(db);
  const kind = change.kind ?? 'full';
  return db.run.create({
    data: {
      id: newId().slice(0, 10),
      migrationId: migration.id,
      kind,
      options: migration.options as object,
      state: jsonValue(initialRunState(kind)),
      pending: change.pending === undefined ? 'run' : change.pending,
    },
  });
}

export async function someWorker(db: PrismaClient, role: 'worker' | 'web' = 'worker') {
  return db.worker.create({ data: { id: newId(), role, host: 'host', pid: 1 } });
}

export async function someUser(db: PrismaClient, role: 'admin' | 'lead' | 'support') {
  const id = newId();
  return db.user.create({
    data: { id, email: `${id}@example.org`, name: role, role, passwordHash: '-' },
  });
}
