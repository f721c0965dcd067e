/** Samples of a target's server, or of the panel's own for null, as workers take them every ten seconds. */
import type { PrismaClient } from '../store/database.ts';
import type { ServerSample } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';
import type { Pool, Series, ServerHealth } from './dto/server.ts';
import { shown } from './rows.ts';

export const SERIES_MS = 15 * 60_000;

export async function latestServerHealth(
  db: PrismaClient,
  targetId: string | null,
): Promise<ServerHealth | null> {
  const samples = await db.serverSample.findMany({
    where: { targetId },
    orderBy: { at: 'desc' },
    take: 1,
  });
  return healthOfSamples(samples);
}

/** The latest of samples in rising order; where it failed, with the figures of the last that did not. */
export function healthOfSamples(samples: ServerSample[]): ServerHealth | null {
  const latest = samples.at(-1);
  if (!latest) return null;
  const good = samples.findLast((sample) => sample.error === null) ?? latest;
  return {
    at: latest.at.getTime(),
    version: good.version,
    maxConnections: good.maxConnections,
    byState: documentOf<Record<string, number>>(good.byState),
    databaseBytes: Number(good.databaseBytes),
    error: shown(latest.error),
  };
}

/** One line a connection state; null where a sample failed. */
export function stateSeries(samples: ServerSample[]): Series {
  const states = [...new Set(samples.flatMap((sample) => Object.keys(documentOf<object>(sample.byState))))];
  return {
    at: samples.map((sample) => sample.at.getTime()),
    lines: states.sort().map((name) => ({
      name,
      values: samples.map((sample) =>
        sample.error === null ? (documentOf<Record<string, number>>(sample.byState)[name] ?? 0) : null,
      ),
    })),
  };
}

/** Lines: connections in use and requests waiting, over all pools. */
export function poolSeries(samples: ServerSample[]): Series {
  const pools = samples.map((sample) => documentOf<Pool[]>(sample.pools));
  const sum = (of: (pool: Pool) => number) =>
    pools.map((list) => list.reduce((total, pool) => total + of(pool), 0));
  return {
    at: samples.map((sample) => sample.at.getTime()),
    lines: [
      { name: 'total', values: sum((pool) => pool.total) },
      { name: 'idle', values: sum((pool) => pool.idle) },
      { name: 'waiting', values: sum((pool) => pool.waiting) },
    ],
  };
}
