'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { BatchDetail } from '../../lib/data/dto/batch.ts';
import { LinkBadge } from '../runs/link-badge.tsx';
import { useFormat } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { BatchActions } from './batch-actions.tsx';
import { BatchChips } from './batch-chips.tsx';
import { batchShare, doneOf, inOrder, totalOf } from './batch-figures.ts';
import { BatchItemRow } from './batch-item.tsx';
import { useLiveBatch } from './use-live-batch.ts';

interface BatchViewProps {
  batch: BatchDetail;
  actions: Pick<PanelActions, 'retryBatch' | 'cancelBatch'>;
}

/** All migrations of a batch, live: how far, what came of each, what to do where it went wrong. */
export function BatchView({ batch: initial, actions }: BatchViewProps) {
  const t = useTranslations('projects.batch');
  const projects = useTranslations('projects');
  const { dateTime, percent } = useFormat();
  const { batch, link, again } = useLiveBatch(initial);
  const { counts, kind, project } = batch;
  const total = totalOf(counts);
  const done = doneOf(counts);
  const active = batch.endedAt === null;
  const share = batchShare(batch.items);
  const bad = counts.failed + counts.refused;
  const name = `${t(`of.${kind}`)}: ${project.name}`;
  return (
    <>
      <BatchTitle {...{ name, active, share, done, total }} failed={bad} />
      <PageHeader
        crumbs={[
          { label: projects('title'), href: '/projects' },
          { label: project.name, href: `/projects/${project.id}` },
        ]}
        title={t(`of.${kind}`)}
        chips={
          <>
            <BatchChips counts={counts} kind={kind} />
            <LinkBadge link={link} />
          </>
        }
        description={t('started', { time: dateTime(batch.at), name: batch.by?.name ?? '—' })}
        actions={<BatchActions {...{ batch, actions }} onRetried={again} />}
      />
      <div className="grid grid-cols-1 gap-4">
        {active ? (
          <div>
            <Progress value={share} label={name} />
            <p className="mt-1.5 flex flex-wrap gap-x-3 text-ink-2 text-sm">
              <span>{percent(share)}</span>
              <span>{t('done', { done, total })}</span>
              <span>{t('runsAtOnce', { count: batch.concurrency })}</span>
            </p>
          </div>
        ) : null}
        {bad > 0 ? (
          <Notice tone="attention">
            {t(active ? 'badRunning' : 'bad', {
              good: counts.succeeded,
              total,
              failed: counts.failed,
              refused: counts.refused,
            })}
          </Notice>
        ) : counts.succeeded === total && total > 0 ? (
          <Notice>{t(`allGood.${kind}`)}</Notice>
        ) : null}
        {batch.cancelledBy ? <Notice>{t('cancelledBy', { name: batch.cancelledBy.name })}</Notice> : null}
        <Panel title={t('items')} note={total} flush>
          <ul className="divide-y divide-line">
            {inOrder(batch.items).map((item) => (
              <BatchItemRow key={item.migration.id} item={item} />
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

interface BatchTitleProps {
  name: string;
  active: boolean;
  share: number;
  done: number;
  total: number;
  failed: number;
}

/** The percent in the tab's title while it goes, and a word for each migration that is done. */
function BatchTitle({ name, active, share, done, total, failed }: BatchTitleProps) {
  const t = useTranslations('projects.batch');
  const [spoken, setSpoken] = useState('');
  const before = useRef(done);
  const title = active ? t('documentTitle', { percent: Math.floor(share * 100), name }) : name;
  useEffect(() => {
    document.title = `${title} · Howdah`;
  }, [title]);
  useEffect(() => {
    if (before.current !== done) setSpoken(t('announce', { done, total, failed }));
    before.current = done;
  }, [done, total, failed, t]);
  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  );
}
