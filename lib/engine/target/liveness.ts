/**
 * Whether somebody is at work on a run. Who carries a run on holds a lock on it in the target, taken before anything
 * is made there and gone with their connection: what nobody holds is of a dead or interrupted run.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { TargetConfig } from './config.ts';
import { type PgClient, withClient } from './connect.ts';
import { stagingSchema } from './schemas.ts';

const PATIENCE_MS = 10_000;
const LOOK_MS = 50;

/** Held until the connection ends, or by `releaseRun`. The same connection may take it again. */
export async function tryRunLock(client: PgClient, runId: string): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('howdah works on run ' || $1, 0)) AS got`,
    [runId],
  );
  return rows[0]?.got === true;
}

export async function releaseRun(client: PgClient, runId: string): Promise<void> {
  await client.query(`SELECT pg_advisory_unlock(hashtextextended('howdah works on run ' || $1, 0))`, [runId]);
}

export interface StagingSession {
  pid: number;
  /** It bears Howdah's name. */
  ours: boolean;
  /** It does more than gather statistics or vacuum, which the server does by itself and gives up when asked. */
  works: boolean;
}

/** Other sessions that hold or want a lock on anything in the staging schema. */
export async function sessionsIn(client: PgClient, runId: string): Promise<StagingSession[]> {
  const { rows } = await client.query<StagingSession>(
    `SELECT l.pid, coalesce(bool_or(a.application_name LIKE 'howdah %'), false) AS ours,
       bool_or(l.mode <> 'ShareUpdateExclusiveLock') AS works
     FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE n.nspname = $1 AND l.pid <> pg_backend_pid()
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     GROUP BY l.pid`,
    [stagingSchema(runId)],
  );
  return rows;
}

/**
 * Ends what an earlier holder of the run, or a part of it that was broken off, still does on the server: building an
 * index goes on there although nobody waits for it any more. Only for whoever holds the run's lock.
 */
export async function endSessions(client: PgClient, runId: string): Promise<void> {
  for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await delay(LOOK_MS)) {
    const ours = (await sessionsIn(client, runId)).filter((session) => session.ours);
    if (ours.length === 0) return;
    await client.query(`SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid`, [
      ours.map(({ pid }) => pid),
    ]);
  }
}

/** Ends the statement that another connection of ours waits for; nothing where it waits for none. */
export async function cancelStatement(target: TargetConfig, pid: number): Promise<void> {
  await withClient(target, 'cancel', (client) => client.query('SELECT pg_cancel_backend($1)', [pid]));
}

/** The number of the connection's process on the server. */
export async function backendPid(client: PgClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}
