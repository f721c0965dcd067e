'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { Facts } from '../ui/facts.tsx';
import { Bytes, Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { ExactTime, RelativeTime } from '../ui/time.tsx';
import type { LiveView } from './live-run.ts';

const LINK = 'rounded-sm text-accent hover:underline';

/** What belongs to this run: where from, where to, who, when, which snapshot and plan. */
export function RunFacts({ run, live }: { run: RunDetail; live: LiveView }) {
  const t = useTranslations('runs');
  const batch = useTranslations('projects.batch');
  const { state, meta } = live;
  const facts: [string, ReactNode][] = [
    [
      t('facts.migration'),
      <Link key="m" className={LINK} href={`/migrations/${run.migration.id}`}>
        {run.migration.name}
      </Link>,
    ],
    [
      t('facts.source'),
      <Link key="s" className={LINK} href={`/sources/${run.source.id}`}>
        {run.source.name}
      </Link>,
    ],
    [
      t('facts.target'),
      <Link key="t" className={LINK} href={`/targets/${run.target.id}`}>
        {run.target.name}
      </Link>,
    ],
    [t('facts.by'), run.by?.name ?? '—'],
    [t('facts.queued'), <ExactTime key="q" at={run.queuedAt} />],
  ];
  if (run.batch) {
    facts.push([
      batch('belongs'),
      <Link key="a" className={LINK} href={`/projects/${run.batch.project.id}/batches/${run.batch.id}`}>
        {batch('inProject', { project: run.batch.project.name })}
      </Link>,
    ]);
  }
  if (state.snapshot) facts.push([t('facts.snapshot'), <Bytes key="b" value={state.snapshot.bytes} />]);
  if (state.planHash)
    facts.push([
      t('facts.plan'),
      <Name key="p" title={state.planHash}>
        {state.planHash.slice(0, 12)}
      </Name>,
    ]);
  if (state.objectsMade > 0) facts.push([t('facts.objects'), <Count key="o" value={state.objectsMade} />]);
  if (meta.worker) {
    facts.push([t('worker.title'), <Name key="w">{`${meta.worker.host} · ${meta.worker.pid}`}</Name>]);
    facts.push([t('worker.heartbeat'), <RelativeTime key="h" at={meta.worker.heartbeatAt} />]);
  }
  return (
    <Panel title={t('facts.title')}>
      <Facts
        className="-my-2 xs:[&>div]:grid-cols-[6.5rem_minmax(0,1fr)]"
        items={facts.map(([label, value]) => ({ label, value }))}
      />
      {state.resumed > 0 ? (
        <p className="mt-3 text-ink-2 text-sm">{t('resumed', { count: state.resumed })}</p>
      ) : null}
    </Panel>
  );
}
