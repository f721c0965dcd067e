import { useTranslations } from 'next-intl';
import type { Plan } from '../../lib/engine/types.ts';
import { REPLACEABLE } from '../schema-review/plan-figures.ts';
import { Checkbox } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';

interface ReplaceNoticeProps {
  plan: Plan;
  replace: boolean;
  onChange: (replace: boolean) => void;
}

/** Where the target already has tables of these names: the explicit word that they may be moved aside. */
export function ReplaceNotice({ plan, replace, onChange }: ReplaceNoticeProps) {
  const t = useTranslations('migrations.start');
  const met = plan.findings.find(({ code }) => code === REPLACEABLE);
  if (!met) return null;
  const count = Number(met.params.count ?? plan.tables.filter(({ existing }) => existing !== null).length);
  return (
    <Notice tone="attention">
      <Checkbox
        checked={replace}
        onChange={(event) => onChange(event.target.checked)}
        label={<span className="font-medium text-ink">{t('replace')}</span>}
        hint={t('replaceHint', { count })}
      />
    </Notice>
  );
}
