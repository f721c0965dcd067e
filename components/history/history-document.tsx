import { useTranslations } from 'next-intl';
import type { RunRow } from '../../lib/data/dto/run.ts';
import { PlainTable } from '../report/plain-table.tsx';
import { PrintBar } from '../report/print-bar.tsx';
import { RunStatusChip } from '../runs/run-status.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';

interface HistoryDocumentProps {
  runs: RunRow[];
  /** There are older ones that fit too. */
  more: boolean;
  filtered: boolean;
  reader: string;
  at: number;
  back: string;
}

/** The history on paper, with the filters that it was drawn up with. */
export function HistoryDocument({ runs, more, filtered, reader, at, back }: HistoryDocumentProps) {
  const t = useTranslations('history');
  const list = useTranslations('runs.list');
  const kind = useTranslations('runKind');
  const { zoned, dateTime, seconds, count } = useFormat();
  const took = ({ startedAt, endedAt, pausedMs }: RunRow) =>
    startedAt === null || endedAt === null ? '—' : seconds((endedAt - startedAt - pausedMs) / 1000);
  return (
    <article>
      <PrintBar href={back} back={t('toHistory')} />
      <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
      <p className="mt-1 mb-4 text-ink-2 text-sm">
        {[
          t('found', { count: runs.length }),
          more ? t('more') : null,
          filtered ? t('onlyFiltered') : null,
          t('printed', { time: zoned(at), name: reader }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <PlainTable
        head={[
          { label: list('migration') },
          { label: list('outcome') },
          { label: list('when') },
          { label: list('took'), numeric: true },
          { label: list('rows'), numeric: true },
          { label: list('by') },
          { label: t('run') },
        ]}
        rows={runs.map((run) => ({
          key: run.id,
          cells: [
            <span key="m" className="block min-w-32">
              {run.migration.name}
              <span className="block text-ink-3 text-xs">{kind(run.kind)}</span>
            </span>,
            <span key="o">
              <RunStatusChip {...run} />
              {run.error ? <Name className="block text-ink-3 text-xs">{run.error.code}</Name> : null}
            </span>,
            dateTime(run.startedAt ?? run.queuedAt),
            took(run),
            count(run.rows),
            run.by?.name ?? '—',
            <Name key="r">{run.id}</Name>,
          ],
        }))}
      />
    </article>
  );
}
