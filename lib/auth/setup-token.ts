/** First-time setup: while there is no user, whoever reads the log may make the first admin, once. */
import { createHash } from 'node:crypto';
import type { PrismaClient } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { hashPassword } from './password.ts';

const KEY = 'setup-token';

export async function setupIsOpen(db: PrismaClient): Promise<boolean> {
  return (await db.user.count()) === 0;
}

/** A new token to be printed, or null when there is a user already. Only its hash is kept; an earlier one ends. */
export async function issueSetupToken(db: PrismaClient): Promise<string | null> {
  if (!(await setupIsOpen(db))) {
    await db.setting.deleteMany({ where: { key: KEY } });
    return null;
  }
  const token = newId(24);
  const value = hashOf(token);
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
  return token;
}

export interface FirstAdmin {
  email: string;
  name: string;
  password: string;
}

/** Uses the token up and makes the admin, together or not at all. Null when the token is not the one. */
export async function redeemSetupToken(
  db: PrismaClient,
  token: string,
  admin: FirstAdmin,
): Promise<string | null> {
  const passwordHash = await hashPassword(admin.password);
  return db.$transaction(async (tx) => {
    const { count } = await tx.setting.deleteMany({ where: { key: KEY, value: hashOf(token) } });
    if (count === 0 || (await tx.user.count()) > 0) return null;
    const user = await tx.user.create({
      data: { id: newId(), email: admin.email, name: admin.name, role: 'admin', passwordHash },
    });
    return user.id;
  });
}

/** INITIAL_ADMIN_EMAIL and INITIAL_ADMIN_PASSWORD: made when there is no user at all. Answers whether it was. */
export async function ensureInitialAdmin(
  db: PrismaClient,
  admin: { email: string; password: string },
): Promise<boolean> {
  if (!(await setupIsOpen(db))) return false;
  const email = admin.email.trim().toLowerCase();
  const passwordHash = await hashPassword(admin.password);
  const made = await db.user.createMany({
    data: [{ id: newId(), email, name: email.split('@')[0] ?? email, role: 'admin', passwordHash }],
    skipDuplicates: true,
  });
  return made.count === 1;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
