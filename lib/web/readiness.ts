import { statfs } from 'node:fs/promises';
import type { Database } from '../store/database.ts';
import { pendingMigrations } from '../store/migrate.ts';
import { ALIVE_MS } from '../store/workers.ts';

const ROOM_BYTES = 256 * 1024 ** 2;
const PATIENCE_MS = 3_000;

export interface Places {
  migrations: string;
  dataFolder: string;
}

/** Each part of the panel that must be there; one that does not answer in time is not. */
export async function readiness(
  { pool, prisma }: Database,
  places: Places,
): Promise<Record<string, boolean>> {
  const checks = {
    database: async () => (await pool.query('SELECT 1')).rowCount === 1,
    migrations: async () => (await pendingMigrations(pool, places.migrations)).length === 0,
    worker: async () => {
      const since = new Date(Date.now() - ALIVE_MS);
      return (await prisma.worker.count({ where: { role: 'worker', heartbeatAt: { gte: since } } })) > 0;
    },
    disk: async () => {
      const { bavail, bsize } = await statfs(places.dataFolder);
      return bavail * bsize > ROOM_BYTES;
    },
  };
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const),
  );
  return Object.fromEntries(results);
}

async function inTime(check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([check().catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
