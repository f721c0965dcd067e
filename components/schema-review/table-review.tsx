'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { HelpMark } from '../help/help-mark.tsx';
import { TableChoices } from '../overrides/table-choices.tsx';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { ExistingTable } from './existing-table.tsx';
import { FindingList } from './finding-list.tsx';
import type { TableReview } from './plan-figures.ts';
import { TableKeys } from './table-keys.tsx';
import { TableSection } from './table-section.tsx';
import { TableViews, type View, ViewSwitch } from './table-views.tsx';

interface TableReviewProps {
  review: TableReview;
  schema: string;
  view: View;
  onView: (view: View) => void;
  lossy: boolean;
}

/** One table: what it is in SQLite, what it becomes, and what is to be said of it. */
export const TableReviewPanel = memo(function TableReviewPanel({
  review,
  schema,
  view,
  onView,
  lossy,
}: TableReviewProps) {
  const f = useTranslations('findings');
  const { count } = useFormat();
  const { table, findings } = review;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <TableSection review={review} aside={<ViewSwitch view={view} onChange={onView} />}>
        <TableChoices table={table} />
        <TableViews {...{ review, schema, view, lossy }} />
        <div className={cn('@min-[78rem]/table:block', view === 'mapping' ? '' : 'hidden')}>
          <TableKeys table={table} />
          <ExistingTable table={table} />
        </div>
      </TableSection>
      <Panel
        title={f('title')}
        note={
          <>
            {findings.length === 0 ? f('noneTable') : `${f('forTable')} · ${count(findings.length)}`}{' '}
            <HelpMark term="finding" />
          </>
        }
        flush
      >
        {findings.length === 0 ? null : <FindingList findings={findings} />}
      </Panel>
    </div>
  );
});
