'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ColumnPlan } from '../../lib/engine/types.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { Table, Th } from '../ui/table.tsx';
import { ColumnEditorRow } from './column-editor-row.tsx';
import { ColumnRow } from './column-row.tsx';
import type { TableReview } from './plan-figures.ts';

/** Column by column: declared beside what the values are beside what it becomes; chosen differently in place. */
export function MappingTable({ review }: { review: TableReview }) {
  const t = useTranslations('schema');
  return (
    <div className="@container">
      <Table>
        <thead>
          <tr>
            <Th>{t('column')}</Th>
            <Th>{t('values')}</Th>
            <Th className="px-1">
              <ArrowRight aria-hidden className="size-3.5" />
              <span className="sr-only">{t('becomes')}</span>
            </Th>
            <Th>{t('target')}</Th>
            <Th>{t('fits')}</Th>
          </tr>
        </thead>
        <tbody>
          {review.table.columns.map((column) => (
            <Column key={column.source} column={column} review={review} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Column({ column, review }: { column: ColumnPlan; review: TableReview }) {
  const { opened } = useDraft();
  const open = opened?.[1] === review.table.source && opened[3] === column.source;
  return (
    <>
      <ColumnRow column={column} review={review} open={open} />
      {open ? <ColumnEditorRow table={review.table.source} column={column} /> : null}
    </>
  );
}
