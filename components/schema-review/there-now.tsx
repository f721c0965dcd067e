import { Columns2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ColumnPlan, TablePlan } from '../../lib/engine/types.ts';
import { Name } from '../ui/name.tsx';

/** Beside what the plan makes of a column: what stands in the target under its name, where that is not the same. */
export function ThereNow({ table, column }: { table: TablePlan; column: ColumnPlan }) {
  const t = useTranslations('schema');
  const found = table.existing?.differences.find((difference) => difference.column === column.target);
  if (!found) return null;
  return (
    <span className="flex items-start gap-1.5 text-attention text-xs">
      <Columns2 aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 break-words">
        {found.there === null ? (
          t('noColumnThere')
        ) : (
          <>
            {t('thereNow')}: <Name>{found.there}</Name>
          </>
        )}
      </span>
    </span>
  );
}
