/** Every ten seconds: how the servers of targets and of the panel are, kept as short series. */
import { errorInfo } from '../engine/errors.ts';
import type { ServerStats } from '../engine/target/stats.ts';
import type { Prisma } from '../store/generated/client.ts';
import { documentOf, jsonValue } from '../store/json.ts';
import { ALIVE_MS, type PoolFigures } from '../store/workers.ts';
import type { WorkerContext } from './context.ts';
import { targetConfig } from './places.ts';

export const SAMPLE_MS = 10_000;
const KEEP_MS = 3600_000;

/** What a target's server said, and the connections that Howdah itself has there, as a pool. */
export function targetSample(
  { id, name }: { id: string; name: string },
  { version, maxConnections, byState, databaseBytes, own }: ServerStats,
): Prisma.ServerSampleUncheckedCreateInput {
  const pool: PoolFigures = { name, ...own, max: maxConnections };
  return {
    targetId: id,
    version,
    maxConnections,
    byState: jsonValue(byState),
    databaseBytes: BigInt(databaseBytes),
    pools: jsonValue([pool]),
  };
}

export class Sampler {
  readonly #context: WorkerContext;
  /** Targets whose server has not answered yet: not asked again meanwhile. */
  readonly #asked = new Set<string>();

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  async sample(): Promise<void> {
    const { prisma } = this.#context.database;
    await prisma.serverSample.deleteMany({ where: { at: { lt: new Date(Date.now() - KEEP_MS) } } });
    const targets = await prisma.target.findMany({ where: { removedAt: null }, select: { id: true } });
    const due = await Promise.all([null, ...targets.map(({ id }) => id)].map((id) => this.#due(id)));
    await Promise.all(due.flat().map((id) => (id === null ? this.#samplePanel() : this.#sampleTarget(id))));
  }

  /** Of several workers, whoever comes first takes the sample. */
  async #due(targetId: string | null): Promise<(string | null)[]> {
    const recent = await this.#context.database.prisma.serverSample.findFirst({
      where: { targetId, at: { gt: new Date(Date.now() - SAMPLE_MS * 0.8) } },
      select: { id: true },
    });
    return recent ? [] : [targetId];
  }

  async #sampleTarget(id: string): Promise<void> {
    const { database, engine } = this.#context;
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      const target = await database.prisma.target.findUniqueOrThrow({ where: { id } });
      const sample = await engine.serverStats(targetConfig(this.#context, target)).then(
        (stats) => targetSample(target, stats),
        (error: unknown) => ({ targetId: id, error: jsonValue(errorInfo(error)) }),
      );
      await this.#write(sample);
    } finally {
      this.#asked.delete(id);
    }
  }

  async #samplePanel(): Promise<void> {
    const { pool, prisma } = this.#context.database;
    const { rows } = await pool.query<{
      state: string;
      count: number;
      version: string;
      max: number;
      bytes: string;
    }>(`
      SELECT coalesce(state, 'other') AS state, count(*)::int AS count,
        current_setting('server_version') AS version,
        current_setting('max_connections')::int AS max,
        pg_database_size(current_database())::text AS bytes
      FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1`);
    const alive = await prisma.worker.findMany({
      where: { heartbeatAt: { gte: new Date(Date.now() - ALIVE_MS) } },
      select: { pools: true },
    });
    await this.#write({
      targetId: null,
      version: rows[0]?.version ?? '',
      maxConnections: rows[0]?.max ?? 0,
      byState: jsonValue(Object.fromEntries(rows.map(({ state, count }) => [state, count]))),
      databaseBytes: BigInt(rows[0]?.bytes ?? 0),
      pools: jsonValue(alive.flatMap((process) => documentOf<PoolFigures[]>(process.pools))),
    });
  }

  async #write(data: Prisma.ServerSampleUncheckedCreateInput): Promise<void> {
    await this.#context.database.prisma.serverSample.create({ data });
  }
}
