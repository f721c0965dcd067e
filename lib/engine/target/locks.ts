/** Waiting for locks without holding others up: short attempts, and a word about who is in the way. */
import { setTimeout as delay } from 'node:timers/promises';
import { MigrationError } from '../errors.ts';
import { type WaitingReason, waitingInWords } from '../waiting.ts';
import { type Blocker, lockHeldBy, watchBlockers } from './blockers.ts';
import type { TargetConfig } from './config.ts';
import type { PgClient } from './connect.ts';

const ATTEMPTS = 20;
const LOCK_TIMEOUT = '2s';
/** Where this process stops or its connection stalls in the middle, the locks are let go after this long. */
const IDLE_TIMEOUT = '15s';

/**
 * Runs `work` in one transaction with a short lock timeout, again when a lock was not to be had.
 * While it waits in vain nothing is held: an application goes on meanwhile. After all attempts TGT-LOCKED says
 * who was in the way.
 */
export async function inShortTransaction<T>(
  client: PgClient,
  options: {
    target: TargetConfig;
    signal: AbortSignal;
    onWaiting: (reason: WaitingReason | null) => void;
    attempts?: number;
  },
  work: () => Promise<T>,
): Promise<T> {
  const attempts = options.attempts ?? ATTEMPTS;
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    options.signal.throwIfAborted();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await client.query('BEGIN');
    const watcher = watchBlockers(options.target, rows[0]?.pid ?? 0);
    try {
      await client.query(
        `SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'; SET LOCAL idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}'`,
      );
      const result = await work();
      await client.query('COMMIT');
      if (attempt > 1) options.onWaiting(null);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      const blockers = await watcher.stop();
      if (!passes(error)) throw error;
      if (attempt >= attempts) throw locked(blockers, (performance.now() - began) / 1000, error);
      options.onWaiting(lockHeldBy(blockers));
      await delay(250 * attempt, undefined, { signal: options.signal });
    } finally {
      void watcher.stop();
    }
  }
}

function locked(blockers: Blocker[], seconds: number, cause: unknown): MigrationError {
  const [first] = blockers;
  return new MigrationError(
    'TGT-LOCKED',
    `A lock in the target could not be had in ${Math.round(seconds)} seconds: ${waitingInWords(lockHeldBy(blockers))}.`,
    first
      ? `End that transaction (SELECT pg_terminate_backend(${first.pid})), then try again.`
      : 'End the long transaction that holds it (pg_stat_activity shows it), then try again.',
    {
      context: first ? { pid: first.pid, session: first.who, table: first.object ?? '' } : {},
      cause,
    },
  );
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

const POLL_MS = 100;

/**
 * Ends what an earlier process, or an earlier connection of this one, has left on the server under a role: a chunk
 * whose COMMIT is still under way, an index half built, the lock on the target. What they commit before they end counts.
 */
export async function endEarlierSessions(
  client: PgClient,
  role: string,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
         AND (application_name = $1 OR application_name LIKE $1 || ' %')`,
      [`howdah ${role}`],
    );
    if (rows.length === 0) return;
    await delay(POLL_MS, undefined, { signal });
  }
}
