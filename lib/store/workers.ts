/** Processes of the panel as they describe themselves: workers, and webs for their pools. */
import type pg from 'pg';
import type { PrismaClient } from './database.ts';
import { jsonValue } from './json.ts';

/** A process that has not been heard of for this long is away. Heartbeats come every two seconds. */
export const ALIVE_MS = 10_000;
const FORGET_MS = 24 * 3600_000;

/** As in Pool of lib/data/dto/server.ts. */
export interface PoolFigures {
  name: string;
  total: number;
  idle: number;
  waiting: number;
  max: number;
}

export interface ProcessInfo {
  id: string;
  role: 'worker' | 'web';
  host: string;
  pid: number;
}

export function poolFigures(name: string, pool: pg.Pool): PoolFigures {
  return {
    name,
    total: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
    max: pool.options.max ?? 10,
  };
}

export async function heartbeat(db: PrismaClient, self: ProcessInfo, pools: PoolFigures[]): Promise<void> {
  const now = new Date();
  const figures = {
    heartbeatAt: now,
    memoryBytes: BigInt(process.memoryUsage.rss()),
    pools: jsonValue(pools),
  };
  await db.worker.upsert({
    where: { id: self.id },
    create: { ...self, ...figures, startedAt: now },
    update: figures,
  });
}

/** A process that ends in an orderly way takes its row with it. */
export async function signOff(db: PrismaClient, id: string): Promise<void> {
  await db.worker.deleteMany({ where: { id } });
}

/** Rows of processes that were killed, after a day. */
export async function forgetDead(db: PrismaClient): Promise<void> {
  await db.worker.deleteMany({ where: { heartbeatAt: { lt: new Date(Date.now() - FORGET_MS) } } });
}
