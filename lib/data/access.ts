/** Every reading and changing of data begins here, whoever calls and however. */
import { redirect } from 'next/navigation';
import { type CurrentSession, currentSession } from '../auth/current.ts';
import { may, type PermissionName } from '../auth/permissions.ts';
import { MigrationError } from '../engine/errors.ts';
import { panel } from '../panel.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Permission } from './dto/permission.ts';
import type { Role, SessionUser } from './dto/person.ts';
import { failure } from './failures.ts';

export interface Access {
  db: PrismaClient;
  user: SessionUser;
  sessionId: string;
}

/** Throws PNL-SIGN-IN or PNL-ROLE. */
export async function authorise(permission: PermissionName): Promise<Access> {
  const session: CurrentSession | null = await currentSession();
  if (!session) throw failure('PNL-SIGN-IN');
  if (!may(session.user.role, permission)) throw failure('PNL-ROLE');
  return { db: panel().database.prisma, user: session.user, sessionId: session.id };
}

/** For what pages read: whoever is not signed in, or no longer, is sent to sign in. */
export async function reader(permission: PermissionName): Promise<Access> {
  try {
    return await authorise(permission);
  } catch (error) {
    if (error instanceof MigrationError && error.code === 'PNL-SIGN-IN') redirect('/sign-in');
    throw error;
  }
}

/** The role first, then the first reason that holds. */
export function permission(
  role: Role,
  name: PermissionName,
  ...reasons: (Exclude<Permission['why'], null> | null)[]
): Permission {
  if (!may(role, name)) return { allowed: false, why: 'role' };
  const why = reasons.find((reason) => reason !== null) ?? null;
  return { allowed: why === null, why };
}
