'use client';

import { ChevronsUpDown, CircleUserRound, LogOut } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { SessionUser } from '../../lib/data/dto/person.ts';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { leave } from './leave.ts';

export function UserMenu({ user, signOut }: { user: SessionUser; signOut: PanelActions['signOut'] }) {
  const t = useTranslations('shell');
  const roles = useTranslations('roles');
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover"
          // Named by what it shows; what it opens is said after that.
          aria-description={t('userMenu', { name: user.name })}
        >
          <span
            aria-hidden
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-xs uppercase"
          >
            {initials(user.name)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-sm">{user.name}</span>
            <span className="block truncate text-ink-3 text-xs">{roles(user.role)}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </button>
      }
    >
      <p className="max-w-60 truncate px-2 py-1.5 text-ink-3 text-xs">{user.email}</p>
      <MenuItem asChild>
        <Link href="/settings/account">
          <CircleUserRound aria-hidden className="size-4 text-ink-3" />
          {t('nav.account')}
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => void leave(signOut)}>
        <LogOut aria-hidden className="size-4 text-ink-3" />
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
}
