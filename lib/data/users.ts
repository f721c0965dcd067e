/** People who may sign in. There is always an admin who can. */
import type { z } from 'zod';
import { hashPassword } from '../auth/password.ts';
import type { PrismaClient } from '../store/database.ts';
import type { User } from '../store/generated/client.ts';
import { newId } from '../store/ids.ts';
import { authorise, permission, reader } from './access.ts';
import type { Denial } from './dto/permission.ts';
import type { UserRow } from './dto/person.ts';
import { failure } from './failures.ts';
import type { ChangeRoleInput, CreateUserInput, DisableUserInput, ResetPasswordInput } from './inputs.ts';
import { at } from './rows.ts';

export async function listUsers(): Promise<UserRow[]> {
  const { db, user: me } = await reader('user.read');
  const users = await db.user.findMany({
    orderBy: { createdAt: 'asc' },
    include: { _count: { select: { sessions: true } } },
  });
  const admins = users.filter((user) => user.role === 'admin' && !user.disabledAt);
  return users.map((user) => {
    const yourself: Denial | null = user.id === me.id ? 'yourself' : null;
    const last: Denial | null = admins.length === 1 && admins[0] === user ? 'last-admin' : null;
    return {
      id: user.id,
      email: user.email,
      name: user.name,
      role: user.role,
      disabled: user.disabledAt !== null,
      createdAt: user.createdAt.getTime(),
      lastSignInAt: at(user.lastSignInAt),
      sessions: user._count.sessions,
      you: user.id === me.id,
      permissions: {
        changeRole: permission(me.role, 'user.role', yourself, last),
        resetPassword: permission(me.role, 'user.password', yourself),
        disable: permission(me.role, 'user.disable', yourself, last),
      },
    };
  });
}

export async function createUser(input: z.output<typeof CreateUserInput>): Promise<{ id: string }> {
  const { db } = await authorise('user.create');
  const { email, name, role, password } = input;
  if (await db.user.findUnique({ where: { email } })) throw failure('PNL-EXISTS', { name: email });
  const passwordHash = await hashPassword(password);
  const user = await db.user.create({ data: { id: newId(), email, name, role, passwordHash } });
  return { id: user.id };
}

export async function changeRole(input: z.output<typeof ChangeRoleInput>): Promise<{ email: string }> {
  const { db, user: me } = await authorise('user.role');
  return changeOther(db, me.id, input.id, (tx, user) =>
    tx.user.update({ where: { id: user.id }, data: { role: input.role } }),
  );
}

/** Ends the user's sessions: whoever knew the old password is out. */
export async function resetPassword(input: z.output<typeof ResetPasswordInput>): Promise<{ email: string }> {
  const { db, user: me } = await authorise('user.password');
  const passwordHash = await hashPassword(input.password);
  return changeOther(db, me.id, input.id, async (tx, user) => {
    await tx.session.deleteMany({ where: { userId: user.id } });
    return tx.user.update({ where: { id: user.id }, data: { passwordHash } });
  });
}

export async function disableUser(input: z.output<typeof DisableUserInput>): Promise<{ email: string }> {
  const { db, user: me } = await authorise('user.disable');
  return changeOther(db, me.id, input.id, async (tx, user) => {
    if (input.disabled) await tx.session.deleteMany({ where: { userId: user.id } });
    const disabledAt = input.disabled ? (user.disabledAt ?? new Date()) : null;
    return tx.user.update({ where: { id: user.id }, data: { disabledAt } });
  });
}

type Transaction = Pick<PrismaClient, 'user' | 'session'>;

/** A change of somebody else that leaves an admin who can sign in, or is not made. */
async function changeOther(
  db: PrismaClient,
  myId: string,
  id: string,
  change: (tx: Transaction, user: User) => Promise<User>,
): Promise<{ email: string }> {
  if (id === myId) throw failure('PNL-YOURSELF');
  return db.$transaction(async (tx) => {
    // Two admins who demote each other at once must not both succeed.
    await tx.$executeRaw`SELECT FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    const user = await tx.user.findUnique({ where: { id } });
    if (!user) throw failure('PNL-NOT-FOUND');
    const { email } = await change(tx, user);
    if ((await tx.user.count({ where: { role: 'admin', disabledAt: null } })) === 0) {
      throw failure('PNL-LAST-ADMIN');
    }
    return { email };
  });
}
