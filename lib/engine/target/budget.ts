/** How many connections a server has left, so that a run takes no more than others can spare. */
import type { PgClient } from './connect.ts';

/** Left to everybody else. */
const SPARED = 3;

export interface Budget {
  jobs: number;
  /** Connections that the run will have at once, at most. */
  connections: number;
  free: number;
}

/** For each job one connection copies and one makes constraints and compares; one more holds the run's lock. */
export function connectionsFor(jobs: number): number {
  return 2 * jobs + 1;
}

/** As many of the wanted jobs as the server, the database and the role have connections for; one at least. */
export async function affordableJobs(client: PgClient, wanted: number): Promise<Budget> {
  const {
    rows: [row],
  } = await client.query<{ free: number }>(
    `SELECT least(
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0)
         - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
       (SELECT d.datconnlimit - (SELECT count(*) FROM pg_stat_activity a WHERE a.datid = d.oid)
        FROM pg_database d WHERE d.datname = current_database() AND d.datconnlimit >= 0),
       (SELECT r.rolconnlimit - (SELECT count(*) FROM pg_stat_activity a WHERE a.usesysid = r.oid)
        FROM pg_roles r WHERE r.rolname = current_user AND r.rolconnlimit >= 0))::int AS free`,
  );
  // The connection that asks ends before the run's own begin.
  const free = (row?.free ?? 0) + 1;
  let jobs = wanted;
  while (jobs > 1 && connectionsFor(jobs) > free - SPARED) jobs--;
  return { jobs, connections: connectionsFor(jobs), free };
}
