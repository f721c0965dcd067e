'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { memo, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import type { TableReview } from './plan-figures.ts';
import type { FoundTable } from './table-filter.ts';
import { MarkIcon } from './table-rows.tsx';
import { TableSection } from './table-section.tsx';
import { TableViews, type View, ViewSwitch } from './table-views.tsx';

/** A guess until a table was drawn once: its head, and a row for each column. */
const HEAD = 84;
const ROW = 76;
const GAP = 16;

interface AllTablesProps {
  found: FoundTable[];
  schema: string;
  view: View;
  onView: (view: View) => void;
  lossy: boolean;
  onChoose: (table: string) => void;
}

/** Every table that is looked for, one under the other; only those in sight are drawn. */
export const AllTables = memo(function AllTables({ found, onView, ...rest }: AllTablesProps) {
  const t = useTranslations('schema');
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element) setTop(element.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtual = useWindowVirtualizer({
    count: found.length,
    estimateSize: (index) => {
      const review = found[index]?.review;
      return HEAD + ROW * (review ? shownColumns(review, rest.lossy) : 0);
    },
    getItemKey: (index) => found[index]?.review.table.source ?? index,
    gap: GAP,
    overscan: 1,
    scrollMargin: top,
  });
  return (
    <div className="@container/table min-w-0">
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <p className="text-ink-2 text-sm">{t('allTablesLead', { count: found.length })}</p>
        <ViewSwitch view={rest.view} onChange={onView} />
      </div>
      <div ref={place} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const review = found[index]?.review;
          return review ? (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <One review={review} {...rest} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
});

function One({
  review,
  schema,
  view,
  lossy,
  onChoose,
}: { review: TableReview } & Omit<AllTablesProps, 'found' | 'onView'>) {
  const t = useTranslations('schema');
  const { source } = review.table;
  return (
    <TableSection
      review={review}
      aside={
        <>
          <MarkIcon mark={review.mark} />
          <Button size="sm" variant="ghost" onClick={() => onChoose(source)}>
            {review.findings.length > 0 ? t('openFindings', { count: review.findings.length }) : t('open')}
            <span className="sr-only"> {source}</span>
          </Button>
        </>
      }
    >
      <TableViews {...{ review, schema, view, lossy }} />
    </TableSection>
  );
}

function shownColumns({ table, losses }: TableReview, lossy: boolean): number {
  return lossy ? losses.size : table.columns.length;
}
