'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { PanelHeader } from '../ui/panel.tsx';
import { LossChips } from './loss-chip.tsx';
import type { TableReview } from './plan-figures.ts';

interface TableSectionProps {
  review: TableReview;
  aside: ReactNode;
  children: ReactNode;
}

/** One table's surface: what it is called, how much is in it, what of it stays behind as a whole. */
export function TableSection({ review: { table, losses }, aside, children }: TableSectionProps) {
  const t = useTranslations('schema');
  const words = useTranslations('common');
  const { bytes } = useFormat();
  const facts = [
    words('rows', { count: table.rows }),
    bytes(table.bytes),
    table.existing ? t('existsInTarget', { count: table.existing.rows }) : t('newInTarget'),
  ];
  const name = table.source === table.target ? table.source : `${table.source} → ${table.target}`;
  return (
    <section
      aria-label={name}
      className="@container/table min-w-0 rounded-lg border border-line bg-panel shadow-lift"
    >
      <PanelHeader
        title={<Name>{name}</Name>}
        note={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {facts.join(' · ')}
            <LossChips losses={losses.get(null)} />
          </span>
        }
        aside={aside}
      />
      {children}
    </section>
  );
}
