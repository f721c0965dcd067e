/** Sessions as rows: a cookie whose row is gone, idle too long or too old is worth nothing. */
import type { PrismaClient } from '../store/database.ts';
import { newId } from '../store/ids.ts';

export const IDLE_MS = 8 * 3600_000;
export const ABSOLUTE_SECONDS = 7 * 24 * 3600;
const SEEN_EVERY_MS = 60_000;

/** Where a request comes from. */
export interface Origin {
  address: string;
  userAgent: string;
}

/** A new row with a new id at every sign-in: an id known before is never the one signed in with. */
export async function openSession(db: PrismaClient, userId: string, from: Origin): Promise<string> {
  const now = Date.now();
  await db.session.deleteMany({
    where: { OR: [{ endsAt: { lt: new Date(now) } }, { seenAt: { lt: new Date(now - IDLE_MS) } }] },
  });
  const session = await db.session.create({
    data: {
      id: newId(40),
      userId,
      address: from.address,
      userAgent: from.userAgent.slice(0, 300),
      endsAt: new Date(now + ABSOLUTE_SECONDS * 1000),
    },
  });
  await db.user.update({ where: { id: userId }, data: { lastSignInAt: new Date(now) } });
  return session.id;
}

/** The session with its user when it still holds; also notes that it was used. */
export async function findSession(db: PrismaClient, id: string, now = Date.now()) {
  const session = await db.session.findUnique({ where: { id }, include: { user: true } });
  if (!session || session.user.disabledAt) return null;
  const idle = now - session.seenAt.getTime();
  if (idle > IDLE_MS || session.endsAt.getTime() < now) return null;
  if (idle > SEEN_EVERY_MS) {
    await db.session.updateMany({ where: { id }, data: { seenAt: new Date(now) } });
  }
  return session;
}
