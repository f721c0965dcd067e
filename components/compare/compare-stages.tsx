import { useTranslations } from 'next-intl';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import type { StagePair } from './compare-runs.ts';

/** How long each stage took in both runs, as bars of one scale. */
export function CompareStages({ stages }: { stages: StagePair[] }) {
  const t = useTranslations('compare');
  const name = useTranslations('stages');
  const { seconds } = useFormat();
  const longest = Math.max(...stages.flatMap(({ a, b }) => [a ?? 0, b ?? 0]), 0.001);
  const told = (value: number | null) => (value === null ? '—' : seconds(value));
  return (
    <Panel title={t('stages.title')} flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('stages.stage')}</Th>
            <Th numeric>{t('earlier')}</Th>
            <Th numeric>{t('later')}</Th>
            <Th numeric>{t('stages.change')}</Th>
            <Th className="hidden w-2/5 sm:table-cell">
              <span className="sr-only">{t('stages.bars')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, a, b }) => (
            <tr key={stage}>
              <Td>{name(stage)}</Td>
              <Td numeric>{told(a)}</Td>
              <Td numeric>{told(b)}</Td>
              <Td numeric className="text-ink-2">
                {a === null || b === null ? '—' : `${b < a ? '−' : '+'}${seconds(Math.abs(b - a))}`}
              </Td>
              <Td className="hidden sm:table-cell">
                <span aria-hidden className="grid gap-0.5">
                  <Bar share={(a ?? 0) / longest} className="bg-edge" />
                  <Bar share={(b ?? 0) / longest} className="bg-accent" />
                </span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Bar({ share, className }: { share: number; className: string }) {
  return <span className={`h-1.5 rounded-full ${className}`} style={{ width: `${share * 100}%` }} />;
}
