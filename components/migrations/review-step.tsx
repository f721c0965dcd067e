import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { listOf, type Step } from './new-migration-url.ts';
import { useRevertWords } from './revert-field.tsx';
import type { StepProps } from './source-step.tsx';

interface ReviewStepProps extends StepProps {
  source: SourceRow;
  target: TargetRow;
  go: (step: Step) => void;
  revertSetting: number;
}

export function ReviewStep({ source, target, choices, choose, go, revertSetting }: ReviewStepProps) {
  const revert = useTranslations('revertWindow');
  const revertWords = useRevertWords();
  const t = useTranslations('migrations.make');
  const [include, exclude] = [listOf(choices.include), listOf(choices.exclude)];
  const tables = [
    include.length > 0 ? t('includeOnly', { names: include.join(', ') }) : null,
    exclude.length > 0 ? t('without', { names: exclude.join(', ') }) : null,
  ].filter((words) => words !== null);
  const fact = (step: Step, label: string, value: ReactNode) => ({
    label,
    value: (
      <span className="flex items-center gap-x-3">
        <span className="min-w-0 flex-1 break-words">{value}</span>
        <Button variant="ghost" size="sm" aria-label={`${t('change')}: ${label}`} onClick={() => go(step)}>
          {t('change')}
        </Button>
      </span>
    ),
  });
  return (
    <>
      <h2 className="mb-3 font-semibold text-lg">{t('reviewTitle')}</h2>
      <div className="grid gap-4">
        <Panel>
          <Facts
            className="-my-2"
            items={[
              fact('source', t('step.source'), source.name),
              fact('target', t('step.target'), `${target.name} · ${t('schema', { schema: target.schema })}`),
              fact('options', t('names'), t(`namesLabel.${choices.names}`)),
              fact(
                'options',
                t('into'),
                choices.match ? `${t('intoThere')} · ${t(`rowsLabel.${choices.match}`)}` : t('intoNew'),
              ),
              fact('options', t('tables'), tables.join(' · ') || t('nothingExcluded')),
              fact('options', revert('title'), revertWords(choices.revert, revertSetting)),
            ]}
          />
        </Panel>
        <Field label={t('name')} hint={t('nameHint')}>
          {(parts) => (
            <Input
              {...parts}
              maxLength={120}
              placeholder={`${source.name} → ${target.name}`}
              defaultValue={choices.name}
              onChange={(event) => choose({ name: event.target.value })}
            />
          )}
        </Field>
        <Notice>{t('then')}</Notice>
      </div>
    </>
  );
}
