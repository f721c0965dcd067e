/** Who is asking. */

import { auth } from '../auth.ts';
import type { Role, SessionUser } from '../data/dto/person.ts';
import { panel } from '../panel.ts';
import type { User } from '../store/generated/client.ts';
import { findSession } from './sessions.ts';

export interface CurrentSession {
  id: string;
  user: SessionUser;
}

/** Null when nobody is signed in, or whose session was revoked, ended, or belongs to a disabled user. */
export async function currentSession(): Promise<CurrentSession | null> {
  const cookie = await auth();
  if (!cookie?.sid) return null;
  const session = await findSession(panel().database.prisma, cookie.sid);
  return session ? { id: session.id, user: sessionUser(session.user) } : null;
}

function sessionUser(user: User): SessionUser {
  const { id, email, name, locale, theme } = user;
  return {
    id,
    email,
    name,
    role: user.role satisfies Role,
    locale: locale === 'en' || locale === 'ru' ? locale : null,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}
