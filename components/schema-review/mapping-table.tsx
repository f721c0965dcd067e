import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ColumnPlan, TablePlan } from '../../lib/engine/types.ts';
import { cn } from '../ui/cn.ts';
import { Name } from '../ui/name.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import type { TableReview } from './plan-figures.ts';
import { ValueBar } from './value-bar.tsx';

/** Column by column: declared beside what the values are beside what it becomes. */
export function MappingTable({ review }: { review: TableReview }) {
  const t = useTranslations('schema');
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t('column')}</Th>
          <Th>{t('declared')}</Th>
          <Th>{t('values')}</Th>
          <Th>
            <span className="sr-only">{t('becomes')}</span>
          </Th>
          <Th>{t('target')}</Th>
          <Th>{t('type')}</Th>
          <Th>{t('fits')}</Th>
        </tr>
      </thead>
      <tbody>
        {review.table.columns.map((column) => (
          <ColumnRow key={column.source} column={column} review={review} />
        ))}
      </tbody>
    </Table>
  );
}

function ColumnRow({ column, review: { table, findings } }: { column: ColumnPlan; review: TableReview }) {
  const t = useTranslations('schema');
  const place = `${table.source}.${column.source}`;
  const marked = findings.some(({ severity, object }) => severity !== 'info' && object === place);
  return (
    <tr className={cn('*:align-top', marked && 'bg-attention-soft')}>
      <Td>
        <Name>{column.source}</Name>
      </Td>
      <Td className="text-ink-2">
        {column.declared ? (
          <Name>{column.declared}</Name>
        ) : (
          <span className="text-sm">{t('undeclared')}</span>
        )}
      </Td>
      <Td>
        <ValueBar values={column.values} marked={marked} />
      </Td>
      <Td className="px-1 text-ink-3">
        <ArrowRight aria-hidden className="mt-1 size-3.5" />
      </Td>
      <Td>
        <Name className={column.target === column.source ? undefined : 'font-medium text-accent'}>
          {column.target}
        </Name>
      </Td>
      <Td className="min-w-28 max-w-40">
        <Name>{column.type}</Name>
      </Td>
      <Td className="min-w-36 max-w-64 text-ink-2 text-sm">
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
    <>
      {rules.join(' · ') || (column.default === null ? t('nullable') : null)}
      {column.default === null ? null : (
        <span className="block truncate" title={column.default}>
          {t('default')}: <Name>{column.default}</Name>
        </span>
      )}
    </>
  );
}
