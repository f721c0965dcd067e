'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { Button } from '../ui/button.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Select } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { PutInRows } from './put-in-rows.tsx';
import { QuarantineTable } from './quarantine-table.tsx';
import { useQuarantine } from './use-quarantine.ts';

const PAGE = 50;

interface RunQuarantineProps {
  run: RunDetail;
  /** Only of this table. */
  only?: string;
  putInRows: PanelActions['putInRows'];
}

/** Rows that choices kept out of their tables, as they are in the source, with the reason. */
export function RunQuarantine({ run, only, putInRows }: RunQuarantineProps) {
  const t = useTranslations('quarantine');
  const { count } = useFormat();
  const [table, setTable] = useState<string | null>(only ?? null);
  const [offset, setOffset] = useState(0);
  const { page, error, loading, again } = useQuarantine(run.id, { table, offset });
  if (error) return <ErrorPanel error={error} title={t('unread')} />;
  const total = page?.total ?? 0;
  const last = Math.min(total, offset + PAGE);
  const choose = (value: string) => {
    setTable(value === '' ? null : value);
    setOffset(0);
  };
  return (
    <Panel
      title={t('title')}
      note={
        <>
          {run.valuesHidden ? t('hidden') : t('lead')} <HelpMark term="quarantine" />
        </>
      }
      flush
      aside={only ? null : <Files id={run.id} />}
    >
      <div
        className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2"
        aria-busy={loading}
      >
        {only ? null : (
          <Select
            aria-label={t('table')}
            className="sm:w-64"
            value={table ?? ''}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">{t('allTables')}</option>
            {page?.tables.map((one) => (
              <option key={one.table} value={one.table}>
                {`${one.table} · ${count(one.rows)}`}
              </option>
            ))}
          </Select>
        )}
        <span aria-live="polite" className="text-ink-2 text-sm">
          {page ? t('shown', { from: total === 0 ? 0 : offset + 1, to: last, total }) : t('reading')}
        </span>
        {total > PAGE ? (
          <span className="flex gap-1 sm:ml-auto">
            <Button
              size="sm"
              disabledReason={offset === 0 ? t('atStart') : null}
              onClick={() => setOffset(Math.max(0, offset - PAGE))}
            >
              {t('before')}
            </Button>
            <Button
              size="sm"
              disabledReason={last >= total ? t('atEnd') : null}
              onClick={() => setOffset(offset + PAGE)}
            >
              {t('after')}
            </Button>
          </span>
        ) : null}
      </div>
      {total > 0 && !only ? <PutInRows run={run} putInRows={putInRows} onDone={again} /> : null}
      {page && total === 0 ? <p className="px-4 py-6 text-center text-ink-2 text-sm">{t('none')}</p> : null}
      {page && total > 0 ? <QuarantineTable rows={page.rows} plan={run.plan} /> : null}
    </Panel>
  );
}

function Files({ id }: { id: string }) {
  const t = useTranslations('runs.report');
  return (
    <>
      {(['json', 'csv'] as const).map((format) => (
        <a
          key={format}
          href={`/api/runs/${id}/quarantine?format=${format}`}
          download
          className={buttonStyle({ size: 'sm' })}
        >
          <Download aria-hidden className="size-3.5" />
          {t(format)}
        </a>
      ))}
    </>
  );
}
