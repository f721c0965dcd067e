'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Pool, Series, ServerHealth } from '../../lib/data/dto/server.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { Connections } from './connections.tsx';
import { Pools } from './pools.tsx';
import { SeriesChart } from './series-chart.tsx';

interface ServerPanelProps {
  title: ReactNode;
  server: ServerHealth | null;
  pools: Pool[];
  series: Series;
  seriesLabel: string;
}

/** One server: its connections against what it allows, how they went lately, and the pools held to it. */
export function ServerPanel({ title, server, pools, series, seriesLabel }: ServerPanelProps) {
  const t = useTranslations('overview');
  const { bytes } = useFormat();
  // A server that never answered has neither version nor figures.
  const known = server && server.version !== '' ? server : null;
  const note = known ? t('server', { version: known.version, size: bytes(known.databaseBytes) }) : null;
  const held = pools.filter((pool) => pool.total > 0 || pool.waiting > 0);
  return (
    <Panel title={title} note={note}>
      <div className="grid gap-4">
        {server?.error ? (
          <ErrorPanel error={server.error} title={t(known ? 'sampleFailed' : 'sampleNever')} />
        ) : null}
        {known ? <Connections server={known} /> : null}
        {server ? null : <p className="text-ink-2 text-sm">{t('noSample')}</p>}
        {known || !server ? <SeriesChart series={series} label={seriesLabel} /> : null}
        {known ? <Pools pools={held} /> : null}
      </div>
    </Panel>
  );
}
