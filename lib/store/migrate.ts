/** Applies prisma/migrations without Prisma's commands, and records them exactly as `migrate deploy` does. */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/** The advisory lock that Prisma's own commands take, so that nobody migrates at the same time. */
const PRISMA_LOCK = 72707369;

const RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** Brings the database up to date; answers the names that were applied now. */
export async function migrate(connectionString: string, dir: string): Promise<string[]> {
  const client = new pg.Client({ connectionString, application_name: 'howdah migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(RECORDS);
    const applied: string[] = [];
    for (const migration of await pendingOf(client, await readMigrations(dir))) {
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** Names of migrations that are still to be applied, without applying them. */
export async function pendingMigrations(db: pg.Pool | pg.Client, dir: string): Promise<string[]> {
  const known = await db.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known`);
  const migrations = await readMigrations(dir);
  if (!known.rows[0]?.known) return migrations.map((migration) => migration.name);
  return (await pendingOf(db, migrations)).map((migration) => migration.name);
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function pendingOf(db: pg.Pool | pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await db.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find((row) => !row.finished);
  if (failed) {
    throw new Error(
      `The panel's migration ${failed.name} failed earlier. Restore the database or mend it, then remove its row from _prisma_migrations.`,
    );
  }
  const unknown = rows.find((row) => !migrations.some((migration) => migration.name === row.name));
  if (unknown) {
    throw new Error(
      `The database was migrated by a newer version of Howdah (${unknown.name}). Use that one.`,
    );
  }
  return migrations.filter((migration) => {
    const before = rows.find((row) => row.name === migration.name);
    if (before && before.checksum !== migration.checksum) {
      throw new Error(`The panel's migration ${migration.name} was edited after it had been applied.`);
    }
    return !before;
  });
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ]);
  try {
    // One simple query of several statements is one transaction: a migration is applied whole or not at all.
    await client.query(sql);
  } catch (error) {
    await client.query('ROLLBACK');
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error)]);
    throw error;
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  );
}
