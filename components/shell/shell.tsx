'use client';

import { Menu as MenuIcon } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { SessionUser } from '../../lib/data/dto/person.ts';
import type { Act } from '../../lib/data/dto/search.ts';
import { Palette } from '../palette/palette.tsx';
import { PaletteButton, usePalette } from '../palette/palette-button.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { NavLinks } from './nav-links.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { UserMenu } from './user-menu.tsx';
import { WorkerStatus } from './worker-status.tsx';

interface ShellProps {
  user: SessionUser;
  /** What may be offered to this person to do. */
  acts: readonly Act[];
  actions: Pick<PanelActions, 'setLocale' | 'setTheme' | 'signOut'>;
  children: ReactNode;
}

/** Navigation at the left, the page at the right; on a phone a bar with the navigation behind a button. */
export function Shell({ user, acts, actions, children }: ShellProps) {
  const t = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const palette = usePalette();
  const foot = (
    <div className="mt-auto grid gap-2 pt-6">
      <WorkerStatus />
      <div className="flex items-center gap-1 px-1">
        <LanguageSwitch save={actions.setLocale} />
        <ThemeMenu save={actions.setTheme} side="top" />
      </div>
      <UserMenu user={user} signOut={actions.signOut} />
    </div>
  );
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <nav
        aria-label={t('navigation')}
        className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-line border-r bg-sunk px-3 pt-4 pb-3 lg:flex"
      >
        <Brand className="mb-4 px-2" />
        <NavLinks role={user.role} />
        {foot}
      </nav>
      <header
        data-no-print
        className="sticky top-0 z-30 flex h-13 items-center gap-2 border-line border-b bg-sunk px-3 lg:hidden"
      >
        <button
          type="button"
          aria-label={t('openNavigation')}
          onClick={() => setOpen(true)}
          className={buttonStyle({ variant: 'ghost', icon: true })}
        >
          <MenuIcon aria-hidden className="size-5" />
        </button>
        <Brand />
        <PaletteButton icon show={palette.show} />
      </header>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        side="left"
        title={t('navigation')}
        hideTitle
        className="bg-sunk"
      >
        <nav aria-label={t('navigation')} className="-mx-2 flex min-h-full flex-col pt-4">
          <Brand className="mb-4 px-2" />
          <NavLinks role={user.role} onNavigate={() => setOpen(false)} />
          {foot}
        </nav>
      </Dialog>
      <main id="content" className="min-w-0 px-4 pt-4 pb-16 sm:px-6 lg:px-8 lg:pt-5">
        <div className="mx-auto max-w-[104rem]">
          {/* The top line; a page's crumbs stand in it too. */}
          <div data-no-print className="hidden h-7 justify-end lg:flex">
            <PaletteButton show={palette.show} />
          </div>
          {children}
        </div>
      </main>
      {palette.open ? <Palette {...{ user, acts, actions }} close={palette.close} /> : null}
    </div>
  );
}

function Brand({ className }: { className?: string }) {
  return (
    <Link
      href="/"
      className={`flex items-center gap-2.5 rounded-md font-semibold text-lg ${className ?? ''}`}
    >
      <Logo className="size-6 text-accent" />
      Howdah
    </Link>
  );
}
