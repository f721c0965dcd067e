'use client';

import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunState, TableProgress } from '../../lib/engine/events.ts';
import type { Mismatch, TableVerification } from '../../lib/engine/types.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { Chip, type Tone } from '../ui/chip.tsx';
import { Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { type KeptByTable, type KeptRows, keptTotals, NONE_KEPT } from './kept-rows.ts';
import { isActive, sortedTables } from './run-figures.ts';
import { VirtualTable } from './virtual-table.tsx';

type CountVerdict = TableVerification['count'];

const LOOKS: Record<CountVerdict, { tone: Tone; icon: LucideIcon }> = {
  'not-checked': { tone: 'neutral', icon: CircleDashed },
  match: { tone: 'good', icon: CircleCheck },
  differs: { tone: 'bad', icon: CircleX },
  error: { tone: 'bad', icon: TriangleAlert },
};

function Verdict({ verdict }: { verdict: CountVerdict }) {
  const t = useTranslations('verdict');
  return <Chip {...LOOKS[verdict]}>{t(verdict)}</Chip>;
}

interface RunVerificationProps {
  state: RunState;
  kept: KeptByTable;
  valuesHidden: boolean;
}

/** Every table's counts and content on both sides, and the first differences by key and column. */
export function RunVerification({ state, kept, valuesHidden }: RunVerificationProps) {
  const t = useTranslations('verification');
  const quarantined = keptTotals(kept).quarantined > 0;
  const compared = state.tables.filter((table) => table.verification !== null);
  if (state.kind === 'plan') return <Notice>{t('notForPlan')}</Notice>;
  if (compared.length === 0) return <Notice>{isActive(state) ? t('soon') : t('none')}</Notice>;
  const differing = compared.filter((table) => !isSame(table));
  return (
    <div className="grid grid-cols-1 gap-4">
      <Summary compared={compared.length} differing={differing.length} total={state.tables.length} />
      <Panel
        title={t('title')}
        note={
          <>
            {t('lead')} <HelpMark term="verification" />
          </>
        }
        flush
      >
        <VirtualTable
          label={t('title')}
          items={sortedTables(state.tables)}
          rowHeight={37}
          columns={quarantined ? 6 : 5}
          head={<Head quarantined={quarantined} />}
          row={(table) => (
            <Row
              key={table.name}
              table={table}
              kept={kept.get(table.name) ?? NONE_KEPT}
              quarantined={quarantined}
            />
          )}
        />
      </Panel>
      {differing.map((table) => (
        <Mismatches key={table.name} table={table} valuesHidden={valuesHidden} />
      ))}
    </div>
  );
}

function isSame({ verification }: TableProgress): boolean {
  return verification?.count === 'match' && verification.content === 'match';
}

function Summary({ compared, differing, total }: { compared: number; differing: number; total: number }) {
  const t = useTranslations('verification');
  const words =
    differing > 0
      ? t('someDiffer', { count: differing })
      : compared === total
        ? t('allSame', { count: total })
        : t('progress', { done: compared, total });
  const look = differing > 0 ? LOOKS.differs : compared === total ? LOOKS.match : LOOKS['not-checked'];
  return (
    <p>
      <Chip {...look} className="px-2.5 py-1 text-sm [&>span]:whitespace-normal">
        {words}
      </Chip>
    </p>
  );
}

function Head({ quarantined }: { quarantined: boolean }) {
  const t = useTranslations('verification');
  return (
    <tr>
      <Th>{t('table')}</Th>
      <Th numeric className="hidden sm:table-cell">
        {t('sourceRows')}
      </Th>
      <Th numeric className="hidden sm:table-cell">
        {t('targetRows')}
      </Th>
      {quarantined ? (
        <Th numeric className="hidden sm:table-cell">
          {t('quarantined')}
        </Th>
      ) : null}
      <Th>{t('count')}</Th>
      <Th>{t('content')}</Th>
    </tr>
  );
}

interface RowProps {
  table: TableProgress;
  kept: KeptRows;
  quarantined: boolean;
}

function Row({ table, kept, quarantined }: RowProps) {
  const { verification } = table;
  // What choices keep out is not compared, and is in the source all the same.
  const inSource = verification && verification.sourceRows + kept.quarantined + kept.leftOut;
  return (
    <tr className="max-sm:*:px-2">
      <Td className="max-w-28 sm:max-w-64">
        <Name title={table.name} className="block truncate">
          {table.name}
        </Name>
        {/* On a phone the verdicts must be in sight, so the figures stand below the name. */}
        <span className="block text-ink-2 text-xs sm:hidden">
          <Count value={inSource ?? null} /> → <Count value={verification?.targetRows ?? null} />
        </span>
      </Td>
      <Td numeric className="hidden sm:table-cell">
        <Count value={inSource ?? null} />
      </Td>
      <Td numeric className="hidden sm:table-cell">
        <Count value={verification?.targetRows ?? null} />
      </Td>
      {quarantined ? (
        <Td numeric className="hidden sm:table-cell">
          <Count value={kept.quarantined} />
        </Td>
      ) : null}
      <Td>
        <Verdict verdict={verification?.count ?? 'not-checked'} />
      </Td>
      <Td>
        <Verdict verdict={verification?.content ?? 'not-checked'} />
      </Td>
    </tr>
  );
}

function Mismatches({ table, valuesHidden }: { table: TableProgress; valuesHidden: boolean }) {
  const t = useTranslations('verification');
  const mismatches = table.verification?.mismatches ?? [];
  if (mismatches.length === 0) return null;
  return (
    <Panel title={t('mismatches', { table: table.name })} note={valuesHidden ? t('hidden') : null} flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('key')}</Th>
            <Th>{t('column')}</Th>
            <Th>{t('source')}</Th>
            <Th>{t('target')}</Th>
          </tr>
        </thead>
        <tbody>
          {mismatches.map((mismatch, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: keys of rows may repeat, and the list does not change
            <MismatchRow key={index} mismatch={mismatch} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function MismatchRow({ mismatch }: { mismatch: Mismatch }) {
  const t = useTranslations('verification');
  const whole = mismatch.column === null;
  const value = (text: string | null) =>
    text === null ? <em className="text-ink-3">{whole ? t('absent') : t('null')}</em> : <Name>{text}</Name>;
  return (
    <tr className="align-top">
      <Td className="max-w-60 break-words">
        <Name>{mismatch.key}</Name>
      </Td>
      <Td>{mismatch.column === null ? t('missingRow') : <Name>{mismatch.column}</Name>}</Td>
      <Td className="max-w-80 break-words">{value(mismatch.source)}</Td>
      <Td className="max-w-80 break-words">{value(mismatch.target)}</Td>
    </tr>
  );
}
