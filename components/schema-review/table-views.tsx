'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { tableDdl } from '../../lib/engine/plan/ddl.ts';
import type { TablePlan } from '../../lib/engine/types.ts';
import { cn } from '../ui/cn.ts';
import { Segments } from '../ui/segments.tsx';
import { useMedia } from '../ui/use-media.ts';
import { DdlPane } from './ddl-pane.tsx';
import { MappingTable } from './mapping-table.tsx';
import type { TableReview } from './plan-figures.ts';

export const VIEWS = ['mapping', 'both', 'sqlite', 'postgres'] as const;
export type View = (typeof VIEWS)[number];

/** Narrower windows have no room for three beside each other, whatever else is on the page. */
const MAY_BE_WIDE = '(min-width: 100rem)';

interface TableViewsProps {
  review: TableReview;
  schema: string;
  /** What is shown where there is no room for everything beside each other. */
  view: View;
  /** Of the columns only those with losses. */
  lossy: boolean;
}

/** SQLite's DDL, the mapping and PostgreSQL's DDL: beside each other where there is room, else one or two of them. */
export function TableViews({ review, schema, view, lossy }: TableViewsProps) {
  const t = useTranslations('schema.view');
  const [active, setActive] = useState<string | null>(null);
  const { table } = review;
  const marked = useMemo(() => markedColumns(review), [review]);
  const sqlite = useNames(table, 'source');
  const postgres = useNames(table, 'target');
  const ddl = useMemo(() => tableDdl(table, schema), [table, schema]);
  const pane = { marked, active, onActive: setActive };
  const sides = view === 'both' ? '' : 'hidden';
  // What a style hides on smaller screens is not even made there: hundreds of tables pass by.
  const mayBeWide = useMedia(MAY_BE_WIDE);
  const has = (side: View) => mayBeWide || view === side || view === 'both';
  return (
    <div
      className={cn(
        'grid grid-cols-1 divide-line @min-[78rem]/table:divide-x',
        view === 'both' && '@min-[48rem]/table:grid-cols-2 @min-[48rem]/table:divide-x',
        '@min-[78rem]/table:grid-cols-[minmax(0,1fr)_minmax(42rem,2fr)_minmax(0,1fr)]',
      )}
    >
      <div className={cn('min-w-0 @min-[78rem]/table:block', view === 'sqlite' ? '' : sides)}>
        {has('sqlite') ? (
          <DdlPane title={t('sqlite')} sql={sqliteDdl(table)} columns={sqlite} {...pane} />
        ) : null}
      </div>
      <div className={cn('min-w-0 @min-[78rem]/table:block', view === 'mapping' ? '' : 'hidden')}>
        <MappingTable {...{ review, marked, lossy, active }} onActive={setActive} />
      </div>
      <div className={cn('min-w-0 @min-[78rem]/table:block', view === 'postgres' ? '' : sides)}>
        {has('postgres') ? <DdlPane title={t('postgres')} sql={ddl} columns={postgres} {...pane} /> : null}
      </div>
    </div>
  );
}

/** Not where everything is seen at once. */
export function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const t = useTranslations('schema.view');
  return (
    <div className="@min-[78rem]/table:hidden">
      <Segments
        label={t('label')}
        value={view}
        onChange={onChange}
        choices={VIEWS.map((value) => ({ value, label: t(value) }))}
      />
    </div>
  );
}

function sqliteDdl({ sql }: TablePlan): string {
  return `${sql.trim()};`;
}

function useNames({ columns }: TablePlan, of: 'source' | 'target'): Map<string, string> {
  return useMemo(() => new Map(columns.map((column) => [column[of], column.source])), [columns, of]);
}

/** Those of which more than a note is to be said. */
export function markedColumns({ table, findings, losses }: TableReview): Set<string> {
  const places = new Set(findings.filter(({ severity }) => severity !== 'info').map(({ object }) => object));
  return new Set(
    table.columns
      .map(({ source }) => source)
      .filter((source) => places.has(`${table.source}.${source}`) || losses.has(source)),
  );
}
