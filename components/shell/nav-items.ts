import {
  ArrowRightLeft,
  CircleUserRound,
  DatabaseZap,
  FileBox,
  FolderKanban,
  History,
  LayoutDashboard,
  LifeBuoy,
  type LucideIcon,
  ScrollText,
  UsersRound,
} from 'lucide-react';
import type { Role } from '../../lib/data/dto/person.ts';

export interface NavItem {
  /** Its words: `shell.nav`. */
  key:
    | 'overview'
    | 'projects'
    | 'sources'
    | 'targets'
    | 'migrations'
    | 'history'
    | 'people'
    | 'audit'
    | 'account'
    | 'help';
  href: string;
  icon: LucideIcon;
}

export const WORK_PAGES: NavItem[] = [
  { key: 'overview', href: '/', icon: LayoutDashboard },
  { key: 'projects', href: '/projects', icon: FolderKanban },
  { key: 'sources', href: '/sources', icon: FileBox },
  { key: 'targets', href: '/targets', icon: DatabaseZap },
  { key: 'migrations', href: '/migrations', icon: ArrowRightLeft },
  { key: 'history', href: '/history', icon: History },
];

/** Only those that this role may see. */
export function settingsPages(role: Role): NavItem[] {
  return [
    ...(role === 'admin' ? [{ key: 'people' as const, href: '/settings/people', icon: UsersRound }] : []),
    ...(role === 'support' ? [] : [{ key: 'audit' as const, href: '/audit', icon: ScrollText }]),
    { key: 'account', href: '/settings/account', icon: CircleUserRound },
    { key: 'help', href: '/help', icon: LifeBuoy },
  ];
}
