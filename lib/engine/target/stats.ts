import type { TargetConfig } from './config.ts';
import { withClient } from './connect.ts';

export interface ServerStats {
  version: string;
  maxConnections: number;
  /** Client connections to the whole server by pg_stat_activity.state; `hidden` where the role may not see it. */
  byState: Record<string, number>;
  databaseBytes: number;
  /** Howdah's own connections to this database, without the one that asked; waiting means for a lock. */
  own: { total: number; idle: number; waiting: number };
}

/** One short connection, four cheap queries. */
export function serverStats(target: TargetConfig): Promise<ServerStats> {
  return withClient(target, 'stats', async (client) => {
    const { rows } = await client.query<{ version: string; max: number; bytes: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('max_connections')::int AS max,
         pg_database_size(current_database())::text AS bytes`,
    );
    const states = await client.query<{ state: string; count: number }>(
      `SELECT coalesce(state, 'hidden') AS state, count(*)::int AS count FROM pg_stat_activity
       WHERE backend_type = 'client backend' OR backend_type IS NULL GROUP BY 1`,
    );
    const own = await client.query<ServerStats['own']>(
      `SELECT count(*)::int AS total, count(*) FILTER (WHERE state = 'idle')::int AS idle,
         count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'howdah %'`,
    );
    return {
      own: own.rows[0] ?? { total: 0, idle: 0, waiting: 0 },
      version: rows[0]?.version ?? '',
      maxConnections: rows[0]?.max ?? 0,
      databaseBytes: Number(rows[0]?.bytes ?? 0),
      byState: Object.fromEntries(states.rows.map((row) => [row.state, row.count])),
    };
  });
}
