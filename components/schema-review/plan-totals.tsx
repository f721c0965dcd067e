import { useTranslations } from 'next-intl';
import type { Plan } from '../../lib/engine/types.ts';
import { useFormat } from '../ui/format.ts';
import { planTotals } from './plan-figures.ts';

const COUNTED = ['tables', 'rows', 'columns', 'keys', 'foreignKeys'] as const;

/** What the plan carries, in all. */
export function PlanTotals({ plan }: { plan: Plan }) {
  const t = useTranslations('migrations.totals');
  const { count, bytes } = useFormat();
  const totals = planTotals(plan);
  const figures = [
    ...COUNTED.map((key) => ({ key, value: count(totals[key]), note: t(key, { count: totals[key] }) })),
    { key: 'bytes', value: bytes(totals.bytes), note: t('bytes') },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border border-line bg-panel px-4 py-3 shadow-lift xs:grid-cols-3 lg:flex lg:gap-x-10">
      {figures.map(({ key, value, note }) => (
        <div key={key} className="flex min-w-0 flex-col-reverse">
          <dt className="text-ink-2 text-sm">{note}</dt>
          <dd className="font-semibold text-lg">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
