'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { Checkbox } from '../ui/checkbox.tsx';
import { TONE_TEXT, type Tone } from '../ui/chip.tsx';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { Input } from '../ui/input.tsx';
import { Name } from '../ui/name.tsx';
import { PanelHeader } from '../ui/panel.tsx';
import type { Mark, TableReview } from './plan-figures.ts';

const MARKS: Record<Mark, { tone: Tone; icon: LucideIcon }> = {
  ok: { tone: 'good', icon: CircleCheck },
  info: { tone: 'neutral', icon: Info },
  warning: { tone: 'attention', icon: TriangleAlert },
  blocker: { tone: 'bad', icon: OctagonAlert },
};
const ROW_HEIGHT = 36;

interface TableListProps {
  tables: TableReview[];
  chosen: string | null;
  onChoose: (table: string) => void;
}

/** The tables of the plan, each with its worst mark; search and a filter, quick with hundreds. */
export function TableList({ tables, chosen, onChoose }: TableListProps) {
  const t = useTranslations('schema');
  const { count } = useFormat();
  const [wanted, setWanted] = useState('');
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const shown = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    return tables.filter(
      ({ table, differs }) =>
        (!onlyDifferent || differs) &&
        (table.source.toLowerCase().includes(text) || table.target.toLowerCase().includes(text)),
    );
  }, [tables, wanted, onlyDifferent]);
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border border-line bg-panel shadow-lift lg:sticky lg:top-4">
      <PanelHeader
        title={t('tables')}
        note={
          shown.length === tables.length
            ? count(tables.length)
            : `${count(shown.length)} / ${count(tables.length)}`
        }
      />
      <div className="border-line border-b px-3 py-2">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Checkbox
          className="mt-1 text-sm"
          label={t('onlyDifferences')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.target.checked)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2 text-sm">{t('none')}</p>
      ) : (
        <Rows {...{ shown, chosen, onChoose }} />
      )}
    </section>
  );
}

function Rows({ shown, chosen, onChoose }: Omit<TableListProps, 'tables'> & { shown: TableReview[] }) {
  const t = useTranslations('schema');
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    initialRect: { width: 300, height: 640 },
  });
  return (
    <nav aria-label={t('tables')} ref={place} className="max-h-60 overflow-y-auto lg:max-h-[65vh]">
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const review = shown[index];
          if (!review) return null;
          const { source } = review.table;
          const { tone, icon: Icon } = MARKS[review.mark];
          return (
            <li key={source} className="absolute inset-x-0" style={{ top: start, height: ROW_HEIGHT }}>
              <button
                type="button"
                aria-current={chosen === source ? 'true' : undefined}
                onClick={() => onChoose(source)}
                className={cn(
                  'flex h-full w-full items-center gap-2 border-line border-b px-4 text-left -outline-offset-2 hover:bg-hover',
                  chosen === source && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                <Name className="min-w-0 flex-1 truncate" title={source}>
                  {source}
                </Name>
                <Icon aria-hidden className={cn('size-4 shrink-0', TONE_TEXT[tone])} />
                <span className="sr-only">{t(`mark.${review.mark}`)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
