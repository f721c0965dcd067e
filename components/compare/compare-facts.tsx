import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { elapsedSeconds } from '../runs/run-figures.ts';
import { RunStatusChip } from '../runs/run-status.tsx';
import { Chip } from '../ui/chip.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { ExactTime } from '../ui/time.tsx';
import type { RunComparison } from './compare-runs.ts';

interface CompareFactsProps {
  a: RunDetail;
  b: RunDetail;
  comparison: RunComparison;
}

const SHORT_HASH = 12;

/** Who, when and what of both runs, and whether they had the same plan and read the same data. */
export function CompareFacts({ a, b, comparison }: CompareFactsProps) {
  const t = useTranslations('compare');
  const kind = useTranslations('runKind');
  const { count, bytes, seconds } = useFormat();
  const took = ({ state }: RunDetail) => {
    const time = state.endedAt === null ? null : elapsedSeconds(state, state.endedAt);
    return time === null ? '—' : seconds(time);
  };
  const hash = (text: string | null | undefined) =>
    text ? <Name title={text}>{text.slice(0, SHORT_HASH)}</Name> : '—';
  const rows: [string, (run: RunDetail) => ReactNode, (boolean | null)?][] = [
    [t('facts.outcome'), (run) => <RunStatusChip {...run} />],
    [t('facts.kind'), (run) => kind(run.kind)],
    [t('facts.migration'), (run) => run.migration.name],
    [t('facts.source'), (run) => run.source.name],
    [t('facts.target'), (run) => run.target.name],
    [t('facts.by'), (run) => run.by?.name ?? '—'],
    [t('facts.took'), took],
    [t('facts.tables'), (run) => count(run.tables)],
    [t('facts.rows'), (run) => count(run.rows)],
    [t('facts.bytes'), (run) => bytes(run.bytes)],
    [t('facts.differences'), (run) => (run.differences === null ? '—' : count(run.differences))],
    [t('facts.quarantined'), (run) => count(run.quarantined)],
    [t('facts.plan'), (run) => hash(run.state.planHash), comparison.samePlan],
    [t('facts.snapshot'), (run) => hash(run.snapshot?.sha256), comparison.sameSnapshot],
  ];
  return (
    <Panel title={t('facts.title')} flush>
      <Table>
        <thead>
          <tr>
            <Th>
              <span className="sr-only">{t('facts.what')}</span>
            </Th>
            {[a, b].map((run, index) => (
              <Th key={run.id}>
                <Link href={`/runs/${run.id}`} className="rounded-sm text-accent hover:underline">
                  {t(index === 0 ? 'earlier' : 'later')}
                </Link>
                <span className="block font-normal">
                  <ExactTime at={run.queuedAt} />
                </span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, value, equal]) => (
            <tr key={label}>
              <Td className="text-ink-2 text-sm">
                {label}
                {equal === undefined || equal === null ? null : (
                  <span className="mt-1 block">
                    <Equal equal={equal} />
                  </span>
                )}
              </Td>
              <Td className="max-w-52 break-words">{value(a)}</Td>
              <Td className="max-w-52 break-words">{value(b)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Equal({ equal }: { equal: boolean }) {
  const t = useTranslations('compare');
  return <Chip tone={equal ? 'good' : 'attention'}>{t(equal ? 'same' : 'other')}</Chip>;
}
