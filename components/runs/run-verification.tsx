'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RunState, TableProgress } from '../../lib/engine/events.ts';
import { HelpMark } from '../help/help-mark.tsx';
import { Chip } from '../ui/chip.tsx';
import { Count } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Td, Th } from '../ui/table.tsx';
import { type KeptByTable, type KeptRows, keptTotals, NONE_KEPT } from './kept-rows.ts';
import { Mismatches } from './mismatches.tsx';
import { tableHref } from './one-table.ts';
import { isActive, sortedTables } from './run-figures.ts';
import { VERDICT_LOOKS, Verdict } from './verdict.tsx';
import { VirtualTable } from './virtual-table.tsx';

interface RunVerificationProps {
  runId: string;
  state: RunState;
  kept: KeptByTable;
  valuesHidden: boolean;
}

/** Every table's counts and content on both sides, and the first differences by key and column. */
export function RunVerification({ runId, state, kept, valuesHidden }: RunVerificationProps) {
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
          place={`${runId}.verification`}
          items={sortedTables(state.tables)}
          rowHeight={37}
          columns={quarantined ? 6 : 5}
          head={<Head quarantined={quarantined} />}
          row={(table) => (
            <Row
              key={table.name}
              runId={runId}
              table={table}
              kept={kept.get(table.name) ?? NONE_KEPT}
              quarantined={quarantined}
            />
          )}
        />
      </Panel>
      {differing.map((table) => (
        <Mismatches
          key={table.name}
          table={table.name}
          mismatches={table.verification?.mismatches ?? []}
          valuesHidden={valuesHidden}
        />
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
  const look =
    differing > 0
      ? VERDICT_LOOKS.differs
      : compared === total
        ? VERDICT_LOOKS.match
        : VERDICT_LOOKS['not-checked'];
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
  runId: string;
  table: TableProgress;
  kept: KeptRows;
  quarantined: boolean;
}

function Row({ runId, table, kept, quarantined }: RowProps) {
  const { verification } = table;
  // What choices keep out is not compared, and is in the source all the same.
  const inSource = verification && verification.sourceRows + kept.quarantined + kept.leftOut;
  return (
    <tr className="max-sm:*:px-2">
      <Td className="max-w-28 sm:max-w-64">
        <Link
          href={tableHref(runId, table.name, 'verification')}
          prefetch={false}
          className="block truncate rounded-sm hover:underline"
        >
          <Name title={table.name}>{table.name}</Name>
        </Link>
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
