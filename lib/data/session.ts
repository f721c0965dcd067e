/** The signed-in user for layouts and pages. */
import { redirect } from 'next/navigation';
import { currentSession } from '../auth/current.ts';
import type { SessionUser } from './dto.ts';

export async function currentUser(): Promise<SessionUser | null> {
  return (await currentSession())?.user ?? null;
}

/** Sends nobody-at-all to the sign-in page. */
export async function requireUser(): Promise<SessionUser> {
  return (await currentUser()) ?? redirect('/sign-in');
}
