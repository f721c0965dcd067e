/** For whoever holds the server when nobody can sign in: a new password, a role. Also lifts throttling. */
import { randomBytes } from 'node:crypto';
import type { Role } from '../data/dto/person.ts';
import { writeAudit } from '../store/audit.ts';
import type { PrismaClient } from '../store/database.ts';
import { hashPassword } from './password.ts';

export interface Recovered {
  email: string;
  /** Shown once; null where only the role was changed. */
  password: string | null;
}

/** A new random password; the account is enabled again, its sessions end. Throws when there is no such user. */
export async function recoverPassword(db: PrismaClient, email: string): Promise<Recovered> {
  const user = await find(db, email);
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  await db.$transaction([
    db.session.deleteMany({ where: { userId: user.id } }),
    db.throttle.deleteMany(),
    db.user.update({ where: { id: user.id }, data: { passwordHash, disabledAt: null } }),
  ]);
  await audit(db, user, { password: true });
  return { email: user.email, password };
}

export async function recoverRole(db: PrismaClient, email: string, role: Role): Promise<Recovered> {
  const user = await find(db, email);
  await db.user.update({ where: { id: user.id }, data: { role, disabledAt: null } });
  await audit(db, user, { role });
  return { email: user.email, password: null };
}

async function find(db: PrismaClient, email: string) {
  const user = await db.user.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (user) return user;
  const users = await db.user.findMany({
    select: { email: true, role: true },
    orderBy: { createdAt: 'asc' },
  });
  const known = users.map((one) => `  ${one.email} (${one.role})`).join('\n');
  throw new Error(`There is no user ${email}.${known ? ` These are:\n${known}` : ' There is nobody yet.'}`);
}

async function audit(
  db: PrismaClient,
  user: { id: string; email: string },
  detail: Record<string, string | true>,
) {
  await writeAudit(db, {
    action: 'user.recover',
    userId: user.id,
    email: user.email,
    subject: user.id,
    outcome: 'done',
    address: 'command line',
    detail,
  });
}
