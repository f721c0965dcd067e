'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Role } from '../../lib/data/dto/person.ts';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { useLiveOverview } from './live-overview.tsx';
import { type NavItem, settingsPages, WORK_PAGES } from './nav-items.ts';

interface Item extends NavItem {
  count?: number;
  /** Something goes on or asks to be looked at. */
  hot?: 'running' | 'bad';
}

export function NavLinks({ role, onNavigate }: { role: Role; onNavigate?: () => void }) {
  const t = useTranslations('shell');
  const { overview } = useLiveOverview();
  const { counts, attention, running } = overview;
  const marks: Partial<Record<NavItem['key'], Pick<Item, 'count' | 'hot'>>> = {
    overview: { count: attention.length, hot: 'bad' },
    projects: { count: counts.projects },
    sources: { count: counts.sources },
    targets: { count: counts.targets },
    migrations: { count: counts.migrations },
    history: running.length > 0 ? { count: running.length, hot: 'running' } : { count: counts.runs },
  };
  const work: Item[] = WORK_PAGES.map((item) => ({ ...item, ...marks[item.key] }));
  return (
    <>
      <NavList items={work} onNavigate={onNavigate} />
      <p className="px-2 pt-5 pb-1 text-ink-3 text-xs">{t('settings')}</p>
      <NavList items={settingsPages(role)} onNavigate={onNavigate} />
    </>
  );
}

function NavList({ items, onNavigate }: { items: Item[]; onNavigate?: () => void }) {
  const t = useTranslations('shell.nav');
  const path = usePathname();
  return (
    <ul className="grid gap-0.5">
      {items.map(({ key, href, icon: Icon, count = 0, hot }) => {
        const here = href === '/' ? path === '/' : isUnder(path, href);
        return (
          <li key={key}>
            <Link
              href={href}
              onClick={onNavigate}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-2.5 rounded-md border border-transparent px-2 pointer-coarse:h-11',
                here
                  ? 'border-line bg-panel font-medium text-ink shadow-lift'
                  : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              <Icon
                aria-hidden
                strokeWidth={1.75}
                className={cn('size-4 shrink-0', here ? 'text-accent' : 'text-ink-3')}
              />
              <span className="flex-1 truncate">{t(key)}</span>
              {count > 0 ? <Count count={count} hot={hot} /> : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Count({ count, hot }: { count: number; hot?: Item['hot'] }) {
  const t = useTranslations('shell');
  const format = useFormat();
  const word =
    hot === 'running' ? t('runningCount', { count }) : hot === 'bad' ? t('attentionCount', { count }) : null;
  return (
    <span
      title={word ?? undefined}
      className={cn(
        'min-w-5 rounded-full px-1.5 text-center text-xs',
        hot === 'running' && 'bg-accent font-medium text-on-accent',
        hot === 'bad' && 'bg-bad font-medium text-on-accent',
        !hot && 'text-ink-3',
      )}
    >
      {format.count(count)}
      {word ? <span className="sr-only"> {word}</span> : null}
    </span>
  );
}

/** A run belongs to the history, whatever it is a run of. */
function isUnder(path: string, href: string): boolean {
  if (href === '/history' && path.startsWith('/runs')) return true;
  return path === href || path.startsWith(`${href}/`);
}
