'use client';

import { CircleCheck, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { WorkerRow } from '../../lib/data/dto/server.ts';
import { Bytes } from '../ui/figures.tsx';
import { Panel } from '../ui/panel.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** The processes that do the work, and what each is at. */
export function WorkersPanel({ workers }: { workers: WorkerRow[] }) {
  const t = useTranslations('overview.workers');
  return (
    <Panel flush title={t('title')}>
      {workers.length === 0 ? <p className="p-4 text-ink-2 text-sm">{t('none')}</p> : null}
      <ul className="divide-y divide-line">
        {workers.map((worker) => {
          const Icon = worker.alive ? CircleCheck : Unplug;
          return (
            <li key={worker.id} className="flex items-start gap-2.5 px-4 py-2.5">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${worker.alive ? 'text-good' : 'text-bad'}`}
              />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">
                  <span className="mono">{worker.host}</span>
                  <span className="ml-2 font-normal text-ink-3 text-sm">
                    {t(worker.alive ? 'alive' : 'away')}
                  </span>
                </p>
                <p className="text-ink-2 text-sm">
                  {worker.runs.length > 0 ? worker.runs.map((run) => run.name).join(', ') : t('idle')}
                </p>
              </div>
              <p className="shrink-0 text-right text-ink-2 text-sm">
                <Bytes value={worker.memoryBytes} />
                <span className="block text-ink-3 text-xs">
                  <RelativeTime at={worker.alive ? worker.startedAt : worker.heartbeatAt} />
                </span>
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
