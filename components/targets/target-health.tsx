'use client';

import { useTranslations } from 'next-intl';
import { ServerPanel } from '../overview/server-panel.tsx';
import { useLiveOverview } from '../shell/live-overview.tsx';

/** The server behind one target, live. */
export function TargetHealthPanel({ id }: { id: string }) {
  const t = useTranslations('overview');
  const { overview } = useLiveOverview();
  const target = overview.targets.find((candidate) => candidate.id === id);
  if (!target) return null;
  return (
    <ServerPanel
      title={t('serverNow')}
      server={target.server}
      pools={target.pools}
      series={target.series}
      seriesLabel={t('connectionsSeries', { name: target.name })}
    />
  );
}
