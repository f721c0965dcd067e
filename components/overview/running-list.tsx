'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunRow } from '../../lib/data/dto/run.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** What goes on now, moving as it moves. */
export function RunningList({ runs }: { runs: RunRow[] }) {
  const t = useTranslations('overview');
  const stages = useTranslations('stages');
  const kinds = useTranslations('runKind');
  const { count, percent } = useFormat();
  return (
    <Panel flush title={t('running')} note={runs.length}>
      <ul className="divide-y divide-line">
        {runs.map((run) => (
          <li key={run.id} className="relative px-4 py-3 hover:bg-hover">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link
                href={`/runs/${run.id}`}
                className="min-w-0 truncate font-medium after:absolute after:inset-0"
              >
                {run.migration.name}
              </Link>
              <RunStatusChip {...run} />
              <span className="ml-auto text-ink-3 text-sm">
                <RelativeTime at={run.startedAt ?? run.queuedAt} />
              </span>
            </div>
            <Progress value={run.progress} label={run.migration.name} className="my-2" />
            <p className="flex flex-wrap gap-x-3 text-ink-2 text-sm">
              <span>{kinds(run.kind)}</span>
              {run.stage ? <span>{stages(run.stage)}</span> : null}
              {run.progress === null ? null : <span>{percent(run.progress)}</span>}
              {run.rows > 0 ? <span>{t('ofRows', { rows: count(run.rows) })}</span> : null}
              {run.by ? <span className="text-ink-3">{run.by.name}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
