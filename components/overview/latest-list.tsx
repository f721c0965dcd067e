'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunRow } from '../../lib/data/dto/run.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { Count, Duration } from '../ui/figures.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** How the latest runs ended. On a phone: what, how, when. */
export function LatestList({ runs }: { runs: RunRow[] }) {
  const t = useTranslations('overview');
  const kinds = useTranslations('runKind');
  return (
    <Panel
      flush
      title={t('latest')}
      aside={
        <Link href="/history" className="text-accent hover:underline">
          {t('allRuns')}
        </Link>
      }
    >
      <Table>
        <thead>
          <tr>
            <Th>{t('migration')}</Th>
            <Th>{t('outcome')}</Th>
            <Th numeric className="hidden sm:table-cell">
              {t('rows')}
            </Th>
            <Th numeric className="hidden md:table-cell">
              {t('took')}
            </Th>
            <Th className="hidden sm:table-cell">{t('when')}</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="relative hover:bg-hover">
              <Td className="max-w-36 sm:max-w-72">
                <Link
                  href={`/runs/${run.id}`}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {run.migration.name}
                </Link>
                <span className="block truncate text-ink-2 text-sm">
                  {kinds(run.kind)}
                  <span className="sm:hidden">
                    {run.endedAt ? (
                      <>
                        {' '}
                        · <RelativeTime at={run.endedAt} />
                      </>
                    ) : null}
                  </span>
                </span>
              </Td>
              <Td>
                <RunStatusChip {...run} />
              </Td>
              <Td numeric className="hidden sm:table-cell">
                <Count value={run.rows} />
              </Td>
              <Td numeric className="hidden md:table-cell">
                <Duration
                  value={
                    run.startedAt && run.endedAt ? (run.endedAt - run.startedAt - run.pausedMs) / 1000 : null
                  }
                />
              </Td>
              <Td className="hidden text-ink-2 sm:table-cell">
                {run.endedAt ? <RelativeTime at={run.endedAt} /> : '—'}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
