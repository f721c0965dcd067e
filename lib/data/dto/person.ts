/**
 * People, how they like the panel and where they are signed in.
 *
 *   lib/data/session.ts  currentUser(): SessionUser | null    requireUser(): SessionUser (redirects to /sign-in)
 *   lib/data/users.ts    listUsers(): UserRow[]
 *   lib/data/self.ts     listSessions(): SessionRow[] (one's own)
 */
import type { Permission } from './permission.ts';

export type Role = 'admin' | 'lead' | 'support';
export type Locale = 'en' | 'ru';
export type Theme = 'light' | 'dark' | 'system';

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** Null until chosen: the browser's language decides. */
  locale: Locale | null;
  theme: Theme;
}

export interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabled: boolean;
  createdAt: number;
  lastSignInAt: number | null;
  sessions: number;
  you: boolean;
  permissions: { changeRole: Permission; resetPassword: Permission; disable: Permission };
}

export interface SessionRow {
  id: string;
  createdAt: number;
  seenAt: number;
  address: string;
  userAgent: string;
  current: boolean;
}
