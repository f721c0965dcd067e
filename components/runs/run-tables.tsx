'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableProgress } from '../../lib/engine/events.ts';
import { Bytes, Count } from '../ui/figures.tsx';
import { Input } from '../ui/input.tsx';
import { Name } from '../ui/name.tsx';
import { PanelHeader } from '../ui/panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { Td, Th } from '../ui/table.tsx';
import { useAddress } from '../ui/use-address.ts';
import { type KeptByTable, type KeptRows, keptTotals, NONE_KEPT } from './kept-rows.ts';
import { tableHref } from './one-table.ts';
import { copiedShare, countGroups, groupOf, sortedTables } from './run-figures.ts';
import { TableStateChip } from './table-state-chip.tsx';
import { VirtualTable } from './virtual-table.tsx';

const ROW_HEIGHT = 37;
const SEARCH_FROM = 12;
/** Shown where there are any. */
const KEPT = ['quarantined', 'leftOut'] as const;
type Extra = (typeof KEPT)[number][];

interface RunTablesProps {
  runId: string;
  /** The tab that it stands in. */
  tab: string;
  tables: TableProgress[];
  copies: boolean;
  kept: KeptByTable;
}

/** The tables of a run: failed first, then what goes on, what waits, what is done. */
export function RunTables({ runId, tab, tables, copies, kept }: RunTablesProps) {
  const t = useTranslations('runs.tables');
  const totals = keptTotals(kept);
  const extra = KEPT.filter((column) => totals[column] > 0);
  // In the address, so that whoever comes back finds the same tables.
  const { params, change } = useAddress();
  const wanted = params.get('q') ?? '';
  const shown = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    return sortedTables(tables).filter((table) => table.name.toLowerCase().includes(text));
  }, [tables, wanted]);
  return (
    <section className="min-w-0 rounded-lg border border-line bg-panel shadow-lift">
      <PanelHeader
        title={t('title')}
        note={tables.length > 0 ? t('summary', countGroups(tables)) : null}
        aside={
          tables.length >= SEARCH_FROM ? (
            <span className="relative">
              <Search
                aria-hidden
                className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
              />
              <Input
                type="search"
                aria-label={t('search')}
                placeholder={t('search')}
                value={wanted}
                onChange={(event) => change({ q: event.target.value })}
                className="h-7 w-44 pl-7 text-sm"
              />
            </span>
          ) : null
        }
      />
      {shown.length === 0 ? (
        <p className="px-4 py-8 text-center text-ink-2 text-sm">
          {tables.length === 0 ? t('empty') : t('none')}
        </p>
      ) : (
        <VirtualTable
          label={t('title')}
          place={`${runId}.${tab}`}
          items={shown}
          rowHeight={ROW_HEIGHT}
          columns={(copies ? 6 : 4) + extra.length}
          head={<Head copies={copies} extra={extra} />}
          row={(table) => (
            <Row
              key={table.name}
              {...{ runId, tab, table, copies, extra }}
              kept={kept.get(table.name) ?? NONE_KEPT}
            />
          )}
        />
      )}
    </section>
  );
}

function Head({ copies, extra }: { copies: boolean; extra: Extra }) {
  const t = useTranslations('runs.tables');
  return (
    <tr>
      <Th>{t('table')}</Th>
      <Th>{t('state')}</Th>
      <Th numeric className="hidden sm:table-cell">
        {t('rows')}
      </Th>
      {copies ? (
        <Th numeric className="hidden sm:table-cell">
          {t('copied')}
        </Th>
      ) : null}
      {extra.map((column) => (
        <Th key={column} numeric>
          {t(column)}
        </Th>
      ))}
      {copies ? <Th className="w-1/4">{t('progress')}</Th> : null}
      <Th numeric className="hidden md:table-cell">
        {t('size')}
      </Th>
    </tr>
  );
}

interface RowProps {
  runId: string;
  tab: string;
  table: TableProgress;
  copies: boolean;
  extra: Extra;
  kept: KeptRows;
}

function Row({ runId, tab, table, copies, extra, kept }: RowProps) {
  const t = useTranslations('runs.tables');
  const group = groupOf(table);
  return (
    <tr className="hover:bg-hover">
      <Td className="max-w-56 truncate">
        <Link
          href={tableHref(runId, table.name, tab)}
          prefetch={false}
          className="rounded-sm hover:underline"
        >
          <Name title={table.name}>{table.name}</Name>
        </Link>
      </Td>
      <Td>
        <TableStateChip table={table} />
      </Td>
      <Td numeric className="hidden sm:table-cell">
        <Count value={table.rows + kept.quarantined + kept.leftOut} />
      </Td>
      {copies ? (
        <Td numeric className="hidden sm:table-cell">
          <Count value={table.copiedRows} />
        </Td>
      ) : null}
      {extra.map((column) => (
        <Td key={column} numeric>
          <Count value={kept[column]} />
        </Td>
      ))}
      {copies ? (
        <Td>
          <Progress
            label={t('progressOf', { table: table.name })}
            value={copiedShare(table)}
            tone={group === 'done' ? 'good' : group === 'failed' ? 'bad' : 'running'}
          />
        </Td>
      ) : null}
      <Td numeric className="hidden text-ink-2 md:table-cell">
        <Bytes value={table.bytes} />
      </Td>
    </tr>
  );
}
