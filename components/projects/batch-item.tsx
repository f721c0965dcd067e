'use client';

import { CircleSlash } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { BatchItem } from '../../lib/data/dto/batch.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Duration } from '../ui/figures.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Progress } from '../ui/progress.tsx';
import { itemShare, itemState } from './batch-figures.ts';

/** One migration of a batch: how far it is, what came of it, and where it went wrong what to do. */
export function BatchItemRow({ item }: { item: BatchItem }) {
  const t = useTranslations('projects.batch');
  const stages = useTranslations('stages');
  const { count, percent } = useFormat();
  const { run, migration, progress } = item;
  const state = itemState(item);
  const share = itemShare(item);
  const took = run?.startedAt && run.endedAt ? (run.endedAt - run.startedAt) / 1000 : null;
  const rows = state === 'running' ? progress?.copiedRows : run?.rows;
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          href={run ? `/runs/${run.id}` : `/migrations/${migration.id}`}
          className="min-w-0 break-words rounded-sm font-medium hover:underline"
        >
          {item.source.name} <span className="font-normal text-ink-3">→</span> {item.target.name}
        </Link>
        <Name className="text-ink-2 text-xs">{item.schema}</Name>
        <span className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-sm">
          {item.attempts > 1 ? <span>{t('attempt', { count: item.attempts })}</span> : null}
          {took === null || state === 'running' ? null : <Duration value={took} />}
          {rows ? <span>{t('rows', { count: count(rows) })}</span> : null}
          {item.refused ? (
            <Chip tone="attention" icon={CircleSlash}>
              {t('notStarted')}
            </Chip>
          ) : run ? (
            <RunStatusChip {...run} />
          ) : null}
        </span>
      </div>
      {state === 'running' ? (
        <>
          <Progress value={share} label={migration.name} className="my-2" />
          <p className="flex flex-wrap gap-x-3 text-ink-2 text-sm">
            {run?.stage ? <span>{stages(run.stage)}</span> : null}
            {share === null ? null : <span>{percent(share)}</span>}
          </p>
        </>
      ) : null}
      {item.waitsFor ? <p className="mt-0.5 text-ink-2 text-sm">{t(`waits.${item.waitsFor}`)}</p> : null}
      {item.error && (state === 'failed' || state === 'refused') ? (
        <ErrorPanel error={item.error} className="mt-2" actions={<Ways item={item} />} />
      ) : null}
    </li>
  );
}

/** Where the remedy is done. */
function Ways({ item: { run, refused, error, migration, source, target } }: { item: BatchItem }) {
  const t = useTranslations('projects.batch');
  const code = error?.code ?? '';
  return (
    <>
      {run && !refused ? (
        <ButtonLink size="sm" href={`/runs/${run.id}`}>
          {t('openRun')}
        </ButtonLink>
      ) : null}
      {code.startsWith('TGT-') ? (
        <ButtonLink size="sm" href={`/targets/${target.id}`}>
          {t('openTarget')}
        </ButtonLink>
      ) : code.startsWith('SRC-') ? (
        <ButtonLink size="sm" href={`/sources/${source.id}`}>
          {t('openSource')}
        </ButtonLink>
      ) : (
        <ButtonLink size="sm" href={`/migrations/${migration.id}`}>
          {t('openMigration')}
        </ButtonLink>
      )}
    </>
  );
}
