'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { Plan } from '../../lib/engine/types.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { TableEditor } from '../overrides/table-editor.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { useAcceptances } from './accepted-context.tsx';
import { AllTables } from './all-tables.tsx';
import { FindingList } from './finding-list.tsx';
import { ObjectsPanel } from './objects-panel.tsx';
import { firstToLookAt, reviewOf } from './plan-figures.ts';
import { PlanTotals } from './plan-totals.tsx';
import { filterTables, NO_FILTER } from './table-filter.ts';
import { TableList } from './table-list.tsx';
import { TableReviewPanel } from './table-review.tsx';
import type { View } from './table-views.tsx';

/** A plan to be looked at: what is to be said of the whole, table by table, and what is not carried as it is. */
export function SchemaReview({ plan, choices }: { plan: Plan; choices: ReactNode }) {
  const f = useTranslations('findings');
  const accepted = useAcceptances()?.accepted;
  const review = useMemo(() => reviewOf(plan, new Set(accepted?.keys())), [plan, accepted]);
  const [filter, setFilter] = useState(NO_FILTER);
  const [view, setView] = useState<View>('mapping');
  const found = useMemo(() => filterTables(review.tables, filter), [review, filter]);
  /** Whoever types sees the list at once; what is large follows. */
  const drawn = useDeferredValue(found);
  const { table: name, all, lookAt, lookAtAll, opened } = useDraft();
  /** As it was when the plan came: a warning that is accepted then leads nobody away. */
  const [first] = useState(() => firstToLookAt(review)?.table.source ?? null);
  const chosen = review.tables.find(({ table }) => table.source === (name ?? first)) ?? firstToLookAt(review);
  const leftOutTable =
    opened?.[1] !== undefined && review.tables.every(({ table }) => table.source !== opened[1])
      ? opened[1]
      : null;
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
        <TableList
          tables={review.tables}
          found={found}
          filter={filter}
          onFilter={setFilter}
          chosen={all ? null : (chosen?.table.source ?? null)}
          onChoose={(table) => (table === null ? lookAtAll() : lookAt(table))}
        />
        {all ? (
          <AllTables
            found={drawn}
            schema={plan.target.schema}
            view={view}
            onView={setView}
            lossy={filter.lossy}
            onChoose={lookAt}
          />
        ) : chosen ? (
          <TableReviewPanel
            key={chosen.table.source}
            review={chosen}
            schema={plan.target.schema}
            view={view}
            onView={setView}
            lossy={filter.lossy}
          />
        ) : null}
      </div>
      {choices}
      <ObjectsPanel objects={plan.objects} />
    </div>
  );
}
