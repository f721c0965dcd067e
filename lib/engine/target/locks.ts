/** Waiting for locks without holding others up: short attempts, and a word about who is in the way. */
import { setTimeout as delay } from 'node:timers/promises';
import { MigrationError } from '../errors.ts';
import type { PgClient } from './connect.ts';

const ATTEMPTS = 20;
const LOCK_TIMEOUT = '2s';

/**
 * Runs `work` in one transaction with a short lock timeout, again when a lock was not to be had.
 * While it waits in vain nothing is held: an application goes on meanwhile.
 */
export async function inShortTransaction<T>(
  client: PgClient,
  options: { signal: AbortSignal; onWaiting: (reason: string | null) => void },
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    options.signal.throwIfAborted();
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      const result = await work();
      await client.query('COMMIT');
      if (attempt > 1) options.onWaiting(null);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      if (!passes(error) || attempt >= ATTEMPTS) throw error;
      options.onWaiting(await blockers(client));
      await delay(250 * attempt, undefined, { signal: options.signal });
    }
  }
}

/**
 * A lock that was not to be had, or another session that made the same schema or table at the same moment: a session may
 * remember for the length of its transaction that there was none.
 */
function passes(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (code === '23505') return typeof constraint === 'string' && constraint.startsWith('pg_');
  return code === '55P03' || code === '40P01';
}

/** The sessions that hold locks on user tables for longest, in words. */
async function blockers(client: PgClient): Promise<string> {
  const { rows } = await client.query<{ who: string }>(
    `SELECT format('%s (pid %s, %s for %s s)', coalesce(nullif(a.application_name, ''), a.usename), a.pid, a.state,
       extract(epoch FROM now() - a.xact_start)::int) AS who
     FROM pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
       AND a.xact_start IS NOT NULL AND a.application_name NOT LIKE 'howdah %'
     ORDER BY a.xact_start LIMIT 3`,
  );
  return rows.length === 0
    ? 'a lock in the target'
    : `a lock held by ${rows.map((row) => row.who).join(', ')}`;
}

/**
 * What all runs of a database share (the journal, the functions) is made and dropped by one at a time, until the
 * caller's transaction ends: "IF NOT EXISTS" alone fails for whoever comes second.
 */
export async function holdShared(client: PgClient): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('howdah shared', 0))`);
}

/** Only one run at a time works on a schema of a database. Held until the connection ends. */
export async function tryTargetLock(client: PgClient, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('howdah run in ' || $1, 0)) AS got`,
    [schema],
  );
  return rows[0]?.got === true;
}

/** The same for short work that does not wait: throws RUN-TARGET-BUSY. */
export async function takeTarget(client: PgClient, schema: string): Promise<void> {
  if (await tryTargetLock(client, schema)) return;
  throw new MigrationError(
    'RUN-TARGET-BUSY',
    'Another run works on this target right now.',
    'Wait until it has ended or cancel it, then try again.',
  );
}
