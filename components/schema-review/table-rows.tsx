'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck, Info, Layers, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { TONE_TEXT, type Tone } from '../ui/chip.tsx';
import { cn } from '../ui/cn.ts';
import { Name } from '../ui/name.tsx';
import { LossMark } from './loss-chip.tsx';
import type { Mark, TableReview } from './plan-figures.ts';
import type { FoundTable } from './table-filter.ts';

const MARKS: Record<Mark, { tone: Tone; icon: LucideIcon }> = {
  ok: { tone: 'good', icon: CircleCheck },
  info: { tone: 'neutral', icon: Info },
  warning: { tone: 'attention', icon: TriangleAlert },
  blocker: { tone: 'bad', icon: OctagonAlert },
};
const ROW_HEIGHT = 36;

export interface RowsHandle {
  /** To the first table. */
  enter(): void;
}

interface TableRowsProps {
  found: FoundTable[];
  chosen: string | null;
  onChoose: (table: string | null) => void;
  ref: Ref<RowsHandle>;
}

/** All tables at the top, then each; arrows, j and k move and choose. Only those in sight are drawn. */
export function TableRows({ found, chosen, onChoose, ref }: TableRowsProps) {
  const t = useTranslations('schema');
  const place = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    initialRect: { width: 300, height: 640 },
  });
  /** 0 is the row of all tables. */
  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(found.length, index));
    wanted.current = to;
    if (to > 0) virtual.scrollToIndex(to - 1);
    onChoose(to === 0 ? null : (found[to - 1]?.review.table.source ?? null));
  };
  // The row that was moved to may be drawn only once the list has scrolled there.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = place.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    wanted.current = null;
  });
  useImperativeHandle(ref, () => ({ enter: () => moveTo(1) }));
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Number((event.target as HTMLElement).dataset.row);
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: found.length }[
      event.key
    ];
    if (to === undefined || Number.isNaN(at)) return;
    event.preventDefault();
    moveTo(to);
  };
  return (
    <nav aria-label={t('tables')} ref={place} onKeyDown={press}>
      <Row row={0} current={chosen === null} onChoose={() => onChoose(null)}>
        <Layers aria-hidden className="size-4 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate font-medium">{t('allTables', { count: found.length })}</span>
      </Row>
      <div ref={scroller} className="max-h-60 overflow-y-auto lg:max-h-[60vh]">
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const one = found[index];
            if (!one) return null;
            const { source } = one.review.table;
            return (
              <li key={source} className="absolute inset-x-0" style={{ top: start, height: ROW_HEIGHT }}>
                <Row row={index + 1} current={chosen === source} onChoose={() => onChoose(source)}>
                  <TableName found={one} />
                </Row>
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
}

interface RowProps {
  row: number;
  current: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Row({ row, current, onChoose, children }: RowProps) {
  return (
    <button
      type="button"
      data-row={row}
      aria-current={current ? 'true' : undefined}
      onClick={onChoose}
      style={{ height: ROW_HEIGHT }}
      className={cn(
        'flex w-full items-center gap-2 border-line border-b px-4 text-left -outline-offset-2 hover:bg-hover',
        current && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      {children}
    </button>
  );
}

function TableName({ found: { review, columns } }: { found: FoundTable }) {
  const { source } = review.table;
  return (
    <>
      <Name className="min-w-0 flex-1 truncate" title={[source, ...columns].join(', ')}>
        {source}
        {columns.length > 0 ? <span className="text-ink-3"> · {columns.join(', ')}</span> : null}
      </Name>
      {review.losses.size > 0 ? <LossMark /> : null}
      <MarkIcon mark={review.mark} />
    </>
  );
}

/** The worst that is to be said of a table, as an icon with its word for those who hear it. */
export function MarkIcon({ mark }: Pick<TableReview, 'mark'>) {
  const t = useTranslations('schema');
  const { tone, icon: Icon } = MARKS[mark];
  return (
    <>
      <Icon aria-hidden className={cn('size-4 shrink-0', TONE_TEXT[tone])} />
      <span className="sr-only">{t(`mark.${mark}`)}</span>
    </>
  );
}
