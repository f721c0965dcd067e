'use client';

import { ArrowRight, SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ColumnPlan, TablePlan } from '../../lib/engine/types.ts';
import { ChosenLines } from '../overrides/chosen-line.tsx';
import { choicesOf, countBelow, inColumn } from '../overrides/document.ts';
import { useDraft } from '../overrides/draft-context.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { Name } from '../ui/name.tsx';
import { Td } from '../ui/table.tsx';
import type { TableReview } from './plan-figures.ts';
import { ValueBar } from './value-bar.tsx';

interface ColumnRowProps {
  column: ColumnPlan;
  review: TableReview;
  open: boolean;
}

/** One column: what it is, what it becomes, what was chosen for it, and the way to choose. */
export function ColumnRow({ column, review: { table, findings }, open }: ColumnRowProps) {
  const t = useTranslations('schema');
  const c = useTranslations('choices');
  const draft = useDraft();
  const place = `${table.source}.${column.source}`;
  const marked = findings.some(({ severity, object }) => severity !== 'info' && object === place);
  const at = inColumn(table.source, column.source);
  const gone = draft.changes.filter(({ choice }) => choice === undefined);
  const chosen = [...choicesOf(draft.document), ...gone].filter((one) => countBelow([one], at) > 0);
  return (
    <tr className={cn('*:align-top', marked && 'bg-attention-soft')}>
      <Td className="max-w-60">
        <span className="flex items-start justify-between gap-1">
          <Name className="min-w-0 break-words">{column.source}</Name>
          {draft.denied ? null : (
            <Button
              icon
              size="sm"
              variant="ghost"
              className="-my-1"
              aria-expanded={open}
              aria-label={c('editColumn', { column: column.source })}
              title={c('editColumn', { column: column.source })}
              onClick={() => (open ? draft.close() : draft.open(at))}
            >
              <SlidersHorizontal aria-hidden className="size-3.5" />
            </Button>
          )}
        </span>
        <span className="block text-ink-2 text-sm">
          {column.declared ? <Name>{column.declared}</Name> : t('undeclared')}
        </span>
      </Td>
      <Td>
        <ValueBar values={column.values} marked={marked} />
      </Td>
      <Td className="px-1 text-ink-3">
        <ArrowRight aria-hidden className="mt-1 size-3.5" />
      </Td>
      <Td className="min-w-44 max-w-72">
        <Name className={cn('break-words', column.target !== column.source && 'font-medium text-accent')}>
          {column.target}
        </Name>
        <Name className="block text-ink-2">{column.type}</Name>
        <ChosenLines chosen={chosen} />
      </Td>
      <Td className="min-w-28 max-w-48 text-ink-2 text-sm">
        <Rules column={column} table={table} />
      </Td>
    </tr>
  );
}

/** Key, identity, NOT NULL, default, references: whatever holds for the column. */
function Rules({ column, table }: { column: ColumnPlan; table: TablePlan }) {
  const t = useTranslations('schema');
  const { target } = column;
  const key = table.foreignKeys.find((candidate) => candidate.columns.includes(target));
  const rules = [
    table.primaryKey?.columns.includes(target) ? t('primaryKey') : null,
    table.identity?.column === target ? t('identity', { last: table.identity.last }) : null,
    column.notNull ? t('notNull') : null,
    key ? t('references', { table: key.table }) : null,
  ].filter((rule) => rule !== null);
  return (
    <span className="break-words">
      {rules.join(' · ') || (column.default === null ? t('nullable') : null)}
      {column.default === null ? null : (
        <span className="block truncate" title={column.default}>
          {t('default')}: <Name>{column.default}</Name>
        </span>
      )}
    </span>
  );
}
