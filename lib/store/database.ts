/** The panel's own database: Prisma over one pool of pg, so that the pool can be watched. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export type { PrismaClient } from './generated/client.ts';

export interface Database {
  prisma: PrismaClient;
  pool: pg.Pool;
  connectionString: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

export function openDatabase(connectionString: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    application_name: options.name ?? 'howdah',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A process that stands still in the middle of a write holds its rows: another worker could not take its run up.
    idle_in_transaction_session_timeout: 10_000,
  });
  // An idle connection that breaks (server restarted) is replaced by the pool; the next query says what is wrong.
  pool.on('error', () => {});
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return {
    prisma,
    pool,
    connectionString,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
