import { Server } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { RadioGroup } from '../ui/field.tsx';
import { Name } from '../ui/name.tsx';
import { NothingYet } from './nothing-yet.tsx';
import type { StepProps } from './source-step.tsx';

export function TargetStep({ targets, choices, choose }: StepProps & { targets: TargetRow[] }) {
  const t = useTranslations('migrations.make');
  if (targets.length === 0) return <NothingYet what="noTargets" icon={Server} href="/targets/new" />;
  return (
    <>
      <h2 className="font-semibold text-lg">{t('targetTitle')}</h2>
      <p className="mb-3 text-ink-2 text-sm">{t('targetHint')}</p>
      <RadioGroup
        legend={t('targetTitle')}
        hideLegend
        value={choices.target}
        onChange={(target) => choose({ target })}
        cards={targets.map((target) => ({
          value: target.id,
          label: target.name,
          hint: (
            <Name className="block truncate text-xs">
              {`${target.user}@${target.host}:${target.port}/${target.database}`}
            </Name>
          ),
          aside: <span className="text-ink-2 text-sm">{t('schema', { schema: target.schema })}</span>,
        }))}
      />
    </>
  );
}
