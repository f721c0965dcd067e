'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef } from 'react';
import { Checkbox } from '../ui/checkbox.tsx';
import { useFormat } from '../ui/format.ts';
import { Input } from '../ui/input.tsx';
import { PanelHeader } from '../ui/panel.tsx';
import { useSlash } from '../ui/use-slash.ts';
import type { TableReview } from './plan-figures.ts';
import type { FoundTable, TableFilter } from './table-filter.ts';
import { type RowsHandle, TableRows } from './table-rows.tsx';

interface TableListProps {
  tables: TableReview[];
  found: FoundTable[];
  filter: TableFilter;
  onFilter: (filter: TableFilter) => void;
  /** Null: all tables. */
  chosen: string | null;
  onChoose: (table: string | null) => void;
}

/** The tables of the plan, each with its worst mark; search and filters, quick with hundreds. */
export function TableList({ tables, found, filter, onFilter, chosen, onChoose }: TableListProps) {
  const t = useTranslations('schema');
  const { count } = useFormat();
  const field = useRef<HTMLInputElement>(null);
  const rows = useRef<RowsHandle>(null);
  useSlash(field);
  const differing = tables.filter(({ differs }) => differs).length;
  const lossy = tables.filter(({ losses }) => losses.size > 0).length;
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (filter.text === '') field.current?.blur();
      else onFilter({ ...filter, text: '' });
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      rows.current?.enter();
    }
  };
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border border-line bg-panel shadow-lift lg:sticky lg:top-4">
      <PanelHeader
        title={t('tables')}
        note={
          found.length === tables.length
            ? count(tables.length)
            : `${count(found.length)} / ${count(tables.length)}`
        }
        aside={
          <kbd className="hidden rounded-sm border border-line-strong px-1.5 font-mono text-ink-3 text-xs lg:inline">
            /
          </kbd>
        }
      />
      <div className="border-line border-b px-3 py-2">
        <Input
          ref={field}
          type="search"
          aria-label={t('search')}
          aria-keyshortcuts="/"
          placeholder={t('search')}
          value={filter.text}
          onKeyDown={press}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
        <Checkbox
          className="mt-1 text-sm"
          label={t('onlyDifferences', { count: differing })}
          checked={filter.differs}
          onChange={(event) => onFilter({ ...filter, differs: event.target.checked })}
        />
        <Checkbox
          className="text-sm"
          label={t('onlyLossy', { count: lossy })}
          checked={filter.lossy}
          onChange={(event) => onFilter({ ...filter, lossy: event.target.checked })}
        />
      </div>
      {found.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2 text-sm">{t('none')}</p>
      ) : (
        <TableRows ref={rows} {...{ found, chosen, onChoose }} />
      )}
    </section>
  );
}
