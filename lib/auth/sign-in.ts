/** Email and password to a session: the one way in, for the form and for next-auth's own route alike. */
import { MigrationError } from '../engine/errors.ts';
import { writeAudit, writeRefusal } from '../store/audit.ts';
import type { PrismaClient } from '../store/database.ts';
import { verifyPassword } from './password.ts';
import { type Origin, openSession } from './sessions.ts';
import { accountLimit, addressLimit, countAttempt, forgiveAttempt } from './throttle.ts';

/** Throws PNL-CREDENTIALS (also for a disabled account: it does not tell) or PNL-THROTTLED. */
export async function signInWithPassword(
  db: PrismaClient,
  input: { email: string; password: string },
  from: Origin,
): Promise<{ userId: string; sessionId: string }> {
  const email = input.email.trim().toLowerCase();
  const limits = [accountLimit(email), addressLimit(from.address)] as const;
  const entry = { action: 'session.sign-in', email, address: from.address };
  const seconds = await countAttempt(db, [...limits]);
  if (seconds > 0) {
    await writeRefusal(db, { ...entry, outcome: 'refused', code: 'PNL-THROTTLED' });
    const minutes = Math.ceil(seconds / 60);
    throw new MigrationError(
      'PNL-THROTTLED',
      'Too many failed attempts.',
      `Wait ${minutes} minutes and try again, or ask an admin to reset the password.`,
      { context: { minutes } },
    );
  }
  const user = await db.user.findUnique({ where: { email } });
  const usable = user && !user.disabledAt ? user : null;
  if (!(await verifyPassword(usable?.passwordHash ?? null, input.password)) || !usable) {
    await writeAudit(db, { ...entry, userId: user?.id, outcome: 'refused', code: 'PNL-CREDENTIALS' });
    throw new MigrationError(
      'PNL-CREDENTIALS',
      'Email or password is not right.',
      'Check both. An admin can set a new password; `npm run recover` on the server can too.',
    );
  }
  await forgiveAttempt(db, ...limits);
  const sessionId = await openSession(db, usable.id, from);
  await writeAudit(db, { ...entry, userId: usable.id, outcome: 'done' });
  return { userId: usable.id, sessionId };
}
