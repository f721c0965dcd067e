import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RunRow } from '../../lib/data/dto/run.ts';
import { Count, Duration } from '../ui/figures.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { isActive } from './run-figures.ts';
import { RunStatusChip } from './run-status.tsx';

interface RunListProps {
  runs: RunRow[];
  /** Of one migration its name need not be said again. */
  of?: 'migration';
  /** What stands before a run: to choose it. */
  before?: (run: RunRow) => ReactNode;
}

/** Runs with outcome, duration and people; a row leads to its run. */
export function RunList({ runs, of, before }: RunListProps) {
  const t = useTranslations('runs.list');
  return (
    <Table>
      <thead>
        <tr>
          {before ? (
            <Th className="w-8 pr-0">
              <span className="sr-only">{t('choose')}</span>
            </Th>
          ) : null}
          <Th>{of ? t('kind') : t('migration')}</Th>
          <Th>{t('outcome')}</Th>
          <Th className="hidden sm:table-cell">{t('when')}</Th>
          <Th numeric className="hidden sm:table-cell">
            {t('took')}
          </Th>
          <Th numeric className="hidden sm:table-cell">
            {t('rows')}
          </Th>
          <Th className="hidden md:table-cell">{t('by')}</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.id} run={run} of={of} before={before} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ run, of, before }: { run: RunRow } & Pick<RunListProps, 'of' | 'before'>) {
  const kind = useTranslations('runKind');
  const t = useTranslations('runs.list');
  const { dateTime } = useFormat();
  const batch = useTranslations('projects.batch');
  return (
    <tr className="hover:bg-hover">
      {before ? <Td className="pr-0">{before(run)}</Td> : null}
      <Td className={before ? 'max-w-28 sm:max-w-80' : 'max-w-36 sm:max-w-80'}>
        <Link href={`/runs/${run.id}`} className="block truncate rounded-sm font-medium hover:underline">
          {of ? kind(run.kind) : run.migration.name}
        </Link>
        <span className="flex flex-wrap gap-x-2 text-ink-3 text-xs">
          {of ? null : <span>{kind(run.kind)}</span>}
          <span className="sm:hidden">
            <RelativeTime at={run.startedAt ?? run.queuedAt} />
          </span>
          {run.batch ? (
            <Link
              href={`/projects/${run.batch.project.id}/batches/${run.batch.id}`}
              className="rounded-sm hover:text-ink hover:underline"
            >
              {batch('inProject', { project: run.batch.project.name })}
            </Link>
          ) : null}
        </span>
      </Td>
      <Td>
        <RunStatusChip {...run} />
        {run.revertByHand ? (
          <span className="mt-0.5 hidden text-ink-3 text-xs sm:block">{t('revertByHand')}</span>
        ) : null}
        {run.revertUntil === null ? null : (
          <span className="mt-0.5 hidden text-ink-3 text-xs sm:block">
            {t('revertUntil', { time: dateTime(run.revertUntil) })}
          </span>
        )}
        {run.error ? <Name className="mt-0.5 block text-ink-3 text-xs">{run.error.code}</Name> : null}
      </Td>
      <Td className="hidden text-ink-2 sm:table-cell">
        <RelativeTime at={run.startedAt ?? run.queuedAt} />
      </Td>
      <Td numeric className="hidden sm:table-cell">
        <Duration value={tookSeconds(run)} />
      </Td>
      <Td numeric className="hidden sm:table-cell">
        <Count value={run.tables > 0 ? run.rows : null} />
      </Td>
      <Td className="hidden text-ink-2 md:table-cell">{run.by?.name ?? '—'}</Td>
    </tr>
  );
}

function tookSeconds({ startedAt, endedAt, pausedMs, status }: RunRow): number | null {
  if (startedAt === null || endedAt === null || isActive({ status })) return null;
  return (endedAt - startedAt - pausedMs) / 1000;
}
