import { useTranslations } from 'next-intl';
import type { ColumnPlan, TablePlan } from '../../lib/engine/types.ts';
import { Name } from '../ui/name.tsx';

/** Key, identity, NOT NULL, default, references: whatever holds for the column. */
export function ColumnRules({ column, table }: { column: ColumnPlan; table: TablePlan }) {
  const t = useTranslations('schema');
  const { target } = column;
  const key = table.foreignKeys.find((candidate) => candidate.columns.includes(target));
  const rules = [
    table.primaryKey?.columns.includes(target) ? t('primaryKey') : null,
    table.identity?.column === target ? t('identity', { last: table.identity.last }) : null,
    column.notNull ? t('notNull') : null,
    key ? t('references', { table: key.table }) : null,
  ].filter((rule) => rule !== null);
  if (rules.length === 0 && column.default === null) return null;
  return (
    <span className="min-w-0 break-words text-ink-2 text-xs">
      {rules.join(' · ')}
      {column.default === null ? null : (
        <span className="block truncate" title={column.default}>
          {t('default')}: <Name>{column.default}</Name>
        </span>
      )}
    </span>
  );
}
