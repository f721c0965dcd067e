'use client';

import { ArrowRight, SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ColumnPlan } from '../../lib/engine/types.ts';
import { ChosenLines } from '../overrides/chosen-line.tsx';
import { choicesOf, countBelow, inColumn } from '../overrides/document.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { TypeSelect } from '../overrides/type-select.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { Name } from '../ui/name.tsx';
import { Td } from '../ui/table.tsx';
import { ColumnRules } from './column-rules.tsx';
import { MisfitsCell } from './misfits-cell.tsx';
import type { TableReview } from './plan-figures.ts';
import { ThereNow } from './there-now.tsx';
import { ValueBar } from './value-bar.tsx';

interface ColumnRowProps {
  column: ColumnPlan;
  review: TableReview;
  open: boolean;
  marked: boolean;
  active: boolean;
  onActive: (column: string | null) => void;
}

/** Said by the selects of the row themselves. */
const IN_PLACE = ['type', 'misfits'];

/** One column: what it is, what it becomes, what was chosen for it, and the way to choose. */
export function ColumnRow({ column, review, open, marked, active, onActive }: ColumnRowProps) {
  const t = useTranslations('schema');
  const c = useTranslations('choices');
  const draft = useDraft();
  const { table } = review;
  const at = inColumn(table.source, column.source);
  const gone = draft.changes.filter(({ choice }) => choice === undefined);
  const chosen = [...choicesOf(draft.document), ...gone].filter((one) => countBelow([one], at) > 0);
  const changed = chosen.some(({ place }) => draft.isChanged(place));
  const fixed = table.match !== null || column.generated !== null || draft.denied !== null;
  return (
    <tr
      onPointerEnter={() => onActive(column.source)}
      onPointerLeave={() => onActive(null)}
      className={cn(
        '*:align-top @max-xl:grid @max-xl:grid-cols-2 @max-xl:border-line @max-xl:border-b',
        marked && 'bg-attention-soft',
        active && !marked && 'bg-hover',
      )}
    >
      <Td className={cn('@max-xl:border-b-0', changed && 'shadow-[inset_2px_0_0_var(--accent)]')}>
        <Name className="block break-words">{column.source}</Name>
        <span className="flex items-start justify-between gap-1">
          <span className="min-w-0 break-words text-ink-2 text-sm">
            {column.declared ? <Name>{column.declared}</Name> : t('undeclared')}
          </span>
          {draft.denied ? null : (
            <Button
              icon
              size="sm"
              variant="ghost"
              className="-mt-1 -mr-2"
              aria-expanded={open}
              aria-label={c('editColumn', { column: column.source })}
              title={c('editColumn', { column: column.source })}
              onClick={() => (open ? draft.close() : draft.open(at))}
            >
              <SlidersHorizontal aria-hidden className="size-3.5" />
            </Button>
          )}
        </span>
      </Td>
      <Td className="@max-xl:border-b-0">
        <ValueBar values={column.values} marked={marked} />
      </Td>
      <Td className="px-1 text-ink-3 @max-xl:hidden">
        <ArrowRight aria-hidden className="mt-1 size-3.5" />
      </Td>
      <Td className="@max-xl:border-b-0 @max-xl:pt-0 @max-xl:pl-4">
        <span className="grid grid-cols-1 gap-1">
          <Name className={cn('break-words', column.target !== column.source && 'font-medium text-accent')}>
            {column.target}
          </Name>
          {fixed ? (
            <Name className="text-ink-2">{column.type}</Name>
          ) : (
            <TypeSelect table={table.source} column={column} />
          )}
          <ThereNow table={table} column={column} />
          <ChosenLines chosen={chosen.filter(({ place }) => !IN_PLACE.includes(place[4] ?? ''))} />
          <ColumnRules column={column} table={table} />
        </span>
      </Td>
      <Td className="@max-xl:border-b-0 @max-xl:pt-0">
        <MisfitsCell column={column} review={review} />
      </Td>
    </tr>
  );
}
