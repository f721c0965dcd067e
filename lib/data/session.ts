/** The signed-in user for layouts and pages. */
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { currentSession } from '../auth/current.ts';
import { originOf } from '../auth/origin.ts';
import { may, type PermissionName } from '../auth/permissions.ts';
import { panel } from '../panel.ts';
import { writeAudit } from '../store/audit.ts';
import type { SessionUser } from './dto/person.ts';

export async function currentUser(): Promise<SessionUser | null> {
  return (await currentSession())?.user ?? null;
}

/** Sends nobody-at-all to the sign-in page. */
export async function requireUser(): Promise<SessionUser> {
  return (await currentUser()) ?? redirect('/sign-in');
}

/**
 * Who looks at a page of this permission; every page asks first. Nobody-at-all is sent to sign in; null for a role
 * that may not, which is written down: the page then says so and shows nothing else.
 */
export async function pageFor(permission: PermissionName): Promise<SessionUser | null> {
  const user = await requireUser();
  if (may(user.role, permission)) return user;
  const { address } = originOf(await headers());
  await writeAudit(panel().database.prisma, {
    action: permission,
    userId: user.id,
    email: user.email,
    address,
    outcome: 'refused',
    code: 'PNL-ROLE',
    detail: { page: true },
  });
  return null;
}

/** Of whoever signs in anew: the session before is worth nothing any more. */
export async function endSession(id: string): Promise<void> {
  await panel().database.prisma.session.deleteMany({ where: { id } });
}
