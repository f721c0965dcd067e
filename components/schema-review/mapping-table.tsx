'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ColumnPlan } from '../../lib/engine/types.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { Table, Th } from '../ui/table.tsx';
import { ColumnEditorRow } from './column-editor-row.tsx';
import { ColumnRow } from './column-row.tsx';
import type { TableReview } from './plan-figures.ts';

interface MappingTableProps {
  review: TableReview;
  marked: ReadonlySet<string>;
  /** Of the columns only those with losses. */
  lossy: boolean;
  active: string | null;
  onActive: (column: string | null) => void;
}

/**
 * Column by column: declared beside what the values are beside what it becomes; chosen differently in place. Where it is
 * narrow, what a column becomes stands below what it is.
 */
export function MappingTable({ review, marked, lossy, active, onActive }: MappingTableProps) {
  const t = useTranslations('schema');
  const { columns } = review.table;
  const shown = lossy ? columns.filter(({ source }) => review.losses.has(source)) : columns;
  return (
    <div className="@container">
      <Table className="@xl:min-w-[40rem] @xl:table-fixed @max-xl:block">
        <colgroup className="@max-xl:hidden">
          <col className="w-[21%]" />
          <col className="w-[17%]" />
          <col className="w-6" />
          <col className="w-[28%]" />
          <col />
        </colgroup>
        <thead className="@max-xl:hidden">
          <tr>
            <Th>{t('column')}</Th>
            <Th className="truncate" title={t('values')}>
              {t('values')}
            </Th>
            <Th className="px-1">
              <ArrowRight aria-hidden className="size-3.5" />
              <span className="sr-only">{t('becomes')}</span>
            </Th>
            <Th>{t('target')}</Th>
            <Th>{t('misfits')}</Th>
          </tr>
        </thead>
        <tbody className="@max-xl:block">
          {shown.map((column) => (
            <Column
              key={column.source}
              column={column}
              review={review}
              marked={marked.has(column.source)}
              active={active === column.source}
              onActive={onActive}
            />
          ))}
        </tbody>
      </Table>
      {shown.length < columns.length ? (
        <p className="border-line border-t px-4 py-2 text-ink-2 text-sm">
          {t('columnsHidden', { count: columns.length - shown.length })}
        </p>
      ) : null}
    </div>
  );
}

type ColumnProps = Pick<MappingTableProps, 'review' | 'onActive'> & {
  column: ColumnPlan;
  marked: boolean;
  active: boolean;
};

function Column(props: ColumnProps) {
  const { column, review } = props;
  const { opened } = useDraft();
  const open = opened?.[1] === review.table.source && opened[3] === column.source;
  return (
    <>
      <ColumnRow {...props} open={open} />
      {open ? <ColumnEditorRow table={review.table.source} column={column} /> : null}
    </>
  );
}
