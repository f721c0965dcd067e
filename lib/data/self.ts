/** What everybody may do for themselves: preferences, password, sessions. */
import { hashPassword, verifyPassword } from '../auth/password.ts';
import { accountLimit, countAttempt } from '../auth/throttle.ts';
import { authorise, reader } from './access.ts';
import type { Locale, SessionRow, Theme } from './dto/person.ts';
import { failure } from './failures.ts';

export async function setLocale(locale: Locale): Promise<void> {
  const { db, user } = await authorise('self.preferences');
  await db.user.update({ where: { id: user.id }, data: { locale } });
}

export async function setTheme(theme: Theme): Promise<void> {
  const { db, user } = await authorise('self.preferences');
  await db.user.update({ where: { id: user.id }, data: { theme } });
}

/** Ends all other sessions. A wrong current password counts like a failed sign-in. */
export async function changePassword(current: string, password: string): Promise<void> {
  const { db, user, sessionId } = await authorise('self.password');
  const seconds = await countAttempt(db, [accountLimit(user.email)]);
  if (seconds > 0) throw failure('PNL-THROTTLED', { minutes: Math.ceil(seconds / 60) });
  const stored = await db.user.findUniqueOrThrow({ where: { id: user.id } });
  if (!(await verifyPassword(stored.passwordHash, current))) throw failure('PNL-CREDENTIALS');
  const passwordHash = await hashPassword(password);
  await db.$transaction([
    db.user.update({ where: { id: user.id }, data: { passwordHash } }),
    db.session.deleteMany({ where: { userId: user.id, id: { not: sessionId } } }),
  ]);
}

export async function listSessions(): Promise<SessionRow[]> {
  const { db, user, sessionId } = await reader('self.sessions');
  const sessions = await db.session.findMany({ where: { userId: user.id }, orderBy: { seenAt: 'desc' } });
  return sessions.map((session) => ({
    id: publicId(session.id),
    createdAt: session.createdAt.getTime(),
    seenAt: session.seenAt.getTime(),
    address: session.address,
    userAgent: session.userAgent,
    current: session.id === sessionId,
  }));
}

export async function revokeSession(id: string): Promise<void> {
  const { db, user } = await authorise('self.sessions');
  const sessions = await db.session.findMany({ where: { userId: user.id }, select: { id: true } });
  const session = sessions.find((candidate) => publicId(candidate.id) === id);
  if (!session) throw failure('PNL-NOT-FOUND');
  await db.session.delete({ where: { id: session.id } });
}

export async function endOwnSession(): Promise<void> {
  const { db, sessionId } = await authorise('self.sign-out');
  await db.session.deleteMany({ where: { id: sessionId } });
}

/** The whole id stays on the server. */
function publicId(id: string): string {
  return id.slice(0, 12);
}
