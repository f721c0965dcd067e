/** Failed attempts counted in the database, so that every web process sees them and a restart forgets nothing. */
import { createHash } from 'node:crypto';
import type { PrismaClient } from '../store/database.ts';

export interface Limit {
  /** What is counted: an account, an address. Stored only as a hash. */
  key: string;
  /** Attempts allowed in a window. */
  attempts: number;
}

const WINDOW_MINUTES = 15;

export const accountLimit = (email: string): Limit => ({
  key: `account:${email.toLowerCase()}`,
  attempts: 10,
});
export const addressLimit = (address: string): Limit => ({ key: `address:${address}`, attempts: 50 });

/**
 * Counts an attempt before it is made, so that many at once cannot slip through.
 * Answers the seconds to wait; 0 means go on.
 */
export async function countAttempt(db: PrismaClient, limits: Limit[]): Promise<number> {
  let wait = 0;
  for (const limit of limits) {
    const rows = await db.$queryRaw<{ failures: number; seconds: number }[]>`
      INSERT INTO throttles (key, failures, window_end)
      VALUES (${hashOf(limit.key)}, 1, now() + make_interval(mins => ${WINDOW_MINUTES}))
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN throttles.window_end < now() THEN 1 ELSE throttles.failures + 1 END,
        window_end = CASE WHEN throttles.window_end < now() THEN EXCLUDED.window_end ELSE throttles.window_end END
      RETURNING failures, ceil(extract(epoch FROM window_end - now()))::int AS seconds`;
    const row = rows[0];
    if (row && row.failures > limit.attempts) wait = Math.max(wait, row.seconds, 1);
  }
  return wait;
}

/** After a success: the account's earlier failures are forgotten, the address's one attempt is taken back. */
export async function forgiveAttempt(db: PrismaClient, account: Limit, address: Limit): Promise<void> {
  await db.throttle.deleteMany({ where: { key: hashOf(account.key) } });
  await db.throttle.updateMany({
    where: { key: hashOf(address.key), failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  });
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
