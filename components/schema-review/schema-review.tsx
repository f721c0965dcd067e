'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Plan } from '../../lib/engine/types.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { TableEditor } from '../overrides/table-editor.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { FindingList } from './finding-list.tsx';
import { ObjectList } from './object-list.tsx';
import { firstToLookAt, reviewOf } from './plan-figures.ts';
import { PlanTotals } from './plan-totals.tsx';
import { TableList } from './table-list.tsx';
import { TableReviewPanel } from './table-review.tsx';

/** A plan to be looked at: what is to be said of the whole, table by table, and what is not carried as it is. */
export function SchemaReview({ plan }: { plan: Plan }) {
  const t = useTranslations('schema');
  const f = useTranslations('findings');
  const review = useMemo(() => reviewOf(plan), [plan]);
  const { table: name, lookAt, opened } = useDraft();
  const chosen = review.tables.find(({ table }) => table.source === name) ?? firstToLookAt(review);
  const leftOutTable =
    opened?.[1] !== undefined && review.tables.every(({ table }) => table.source !== opened[1])
      ? opened[1]
      : null;
  const objects = plan.objects.filter(({ outcome }) => outcome !== 'migrated');
  const leftOut = objects.filter(({ outcome }) => outcome === 'left-out').length;
  return (
    <div className="grid grid-cols-1 gap-4">
      <PlanTotals plan={plan} />
      {review.general.length > 0 ? (
        <Panel title={f('title')} note={f('general')} flush>
          <FindingList findings={review.general} />
        </Panel>
      ) : null}
      {leftOutTable !== null ? (
        <Panel title={<Name>{leftOutTable}</Name>} flush>
          <TableEditor table={leftOutTable} />
        </Panel>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <TableList tables={review.tables} chosen={chosen?.table.source ?? null} onChoose={lookAt} />
        {chosen ? (
          <TableReviewPanel key={chosen.table.source} review={chosen} schema={plan.target.schema} />
        ) : null}
      </div>
      <Panel
        title={t('objects.title')}
        note={
          objects.length === 0
            ? t('objects.none')
            : t('objects.count', { adapted: objects.length - leftOut, leftOut })
        }
        flush
      >
        {objects.length === 0 ? null : (
          <ObjectList
            objects={objects.toSorted(
              (a, b) => Number(b.outcome === 'left-out') - Number(a.outcome === 'left-out'),
            )}
          />
        )}
      </Panel>
    </div>
  );
}
