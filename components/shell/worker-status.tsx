'use client';

import { CircleCheck, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '../ui/cn.ts';
import { useLiveOverview } from './live-overview.tsx';

/** At the foot of the navigation: whether anybody is there to do the work. */
export function WorkerStatus() {
  const t = useTranslations('shell');
  const { overview, freshness } = useLiveOverview();
  const alive = overview.workers.filter((worker) => worker.alive).length;
  const good = alive > 0 && freshness === 'live';
  const Icon = good ? CircleCheck : Unplug;
  return (
    <p role="status" className={cn('flex items-center gap-2 px-2 text-xs', good ? 'text-ink-2' : 'text-bad')}>
      <Icon aria-hidden className={cn('size-3.5 shrink-0', good && 'text-good')} />
      {freshness === 'stale' ? t('panelAway') : alive === 0 ? t('workersAway') : t('workers', { alive })}
    </p>
  );
}
