'use client';

import { ArrowUp, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { RunState } from '../../lib/engine/events.ts';
import { Button } from '../ui/button.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Panel } from '../ui/panel.tsx';
import { useAddress } from '../ui/use-address.ts';
import { LOG_FIELDS, readLogFilter } from './log-filter.ts';
import { LogFilters } from './log-filters.tsx';
import { LogList } from './log-list.tsx';
import { useLog } from './use-log.ts';

interface LogViewProps {
  runId: string;
  state: RunState;
  /** The latest event of the run that the page knows of. */
  seq: number;
  live: boolean;
}

/** Everything that happened, newest first: it grows at the top while one stands there, and further down by the page. */
export function LogView({ runId, state, seq, live }: LogViewProps) {
  const t = useTranslations('log');
  const { params, change } = useAddress();
  const [atTop, setAtTop] = useState(true);
  const place = useRef<HTMLDivElement>(null);
  const filter = readLogFilter(params);
  const query = new URLSearchParams(
    LOG_FIELDS.flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  ).toString();
  const log = useLog(runId, query, seq, atTop);
  const toTop = () => {
    place.current?.scrollTo({ top: 0 });
    setAtTop(true);
  };
  return (
    <Panel
      title={t('title')}
      note={live && atTop ? t('following') : t('newestFirst')}
      flush
      aside={
        <a href={`/api/runs/${runId}/log/file`} download className={buttonStyle({ size: 'sm' })}>
          <Download aria-hidden className="size-3.5" />
          {t('download')}
        </a>
      }
    >
      <LogFilters filter={filter} change={(name, value) => change({ [name]: value })} />
      {log.error ? (
        <div className="p-3">
          <ErrorPanel
            error={log.error}
            title={t('unread')}
            actions={
              <Button size="sm" onClick={log.again}>
                {t('again')}
              </Button>
            }
          />
        </div>
      ) : null}
      <div className="relative">
        {!atTop && seq > log.newest ? (
          <span className="absolute inset-x-0 top-2 z-10 flex justify-center">
            <Button size="sm" variant="primary" onClick={toTop}>
              <ArrowUp aria-hidden className="size-3.5" />
              {t('newer')}
            </Button>
          </span>
        ) : null}
        <LogList {...{ log, place }} stages={state.stages} onTop={setAtTop} />
      </div>
    </Panel>
  );
}
