'use client';

import { useTranslations } from 'next-intl';
import { VirtualTable } from '../runs/virtual-table.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Chip, type Tone } from '../ui/chip.tsx';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Td, Th } from '../ui/table.tsx';
import { useAddress } from '../ui/use-address.ts';
import type { TablePair, TableSide } from './compare-runs.ts';

const TONES: Record<TableSide['verdict'], Tone> = {
  match: 'good',
  counts: 'neutral',
  differs: 'bad',
  'not-checked': 'neutral',
};

/** The tables of both runs: rows in the source, and what the comparison with the target said each time. */
export function CompareTables({ tables }: { tables: TablePair[] }) {
  const t = useTranslations('compare');
  const { params, change } = useAddress();
  const only = params.get('only') === '1';
  const shown = only ? tables.filter(({ differs }) => differs) : tables;
  const differing = tables.filter(({ differs }) => differs).length;
  return (
    <Panel
      title={t('tables.title')}
      note={t('tables.note', { total: tables.length, differing })}
      flush
      aside={
        <Checkbox
          label={t('tables.only')}
          checked={only}
          onChange={(event) => change({ only: event.target.checked ? '1' : null })}
          className="text-sm"
        />
      }
    >
      {shown.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2 text-sm">
          {t(tables.length === 0 ? 'tables.empty' : 'tables.same')}
        </p>
      ) : (
        <VirtualTable
          label={t('tables.title')}
          items={shown}
          rowHeight={37}
          columns={6}
          head={<Head />}
          row={(pair) => <Row key={pair.name} pair={pair} marked={pair.differs && !only} />}
        />
      )}
    </Panel>
  );
}

function Head() {
  const t = useTranslations('compare');
  const sides = [t('earlier'), t('later')].map((side) => side.toLocaleLowerCase());
  return (
    <tr>
      <Th>{t('tables.table')}</Th>
      {sides.map((side) => (
        <Th key={side} numeric>
          {t('tables.rows', { side })}
        </Th>
      ))}
      <Th numeric>{t('tables.change')}</Th>
      {sides.map((side) => (
        <Th key={side}>{t('tables.verified', { side })}</Th>
      ))}
    </tr>
  );
}

function Row({ pair: { name, a, b }, marked }: { pair: TablePair; marked: boolean }) {
  const { count } = useFormat();
  const change = a && b ? b.rows - a.rows : null;
  return (
    <tr className={cn(marked && 'bg-attention-soft')}>
      <Td className="max-w-56 truncate">
        <Name title={name}>{name}</Name>
      </Td>
      <Td numeric>{a ? count(a.rows) : '—'}</Td>
      <Td numeric>{b ? count(b.rows) : '—'}</Td>
      <Td numeric className="text-ink-2">
        {change === null ? '—' : change === 0 ? '=' : `${change < 0 ? '−' : '+'}${count(Math.abs(change))}`}
      </Td>
      <Td>
        <Side side={a} />
      </Td>
      <Td>
        <Side side={b} />
      </Td>
    </tr>
  );
}

function Side({ side }: { side: TableSide | null }) {
  const t = useTranslations('compare');
  if (!side) return <span className="text-ink-3">{t('tables.absent')}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Chip tone={TONES[side.verdict]}>{t(`verdict.${side.verdict}`)}</Chip>
      {side.quarantined > 0 ? (
        <span className="text-ink-2 text-xs">{t('tables.quarantined', { count: side.quarantined })}</span>
      ) : null}
    </span>
  );
}
