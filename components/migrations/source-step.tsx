import { Database } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import { Chip } from '../ui/chip.tsx';
import { RadioGroup } from '../ui/field.tsx';
import { Bytes } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import type { Choices } from './new-migration-url.ts';
import { NothingYet } from './nothing-yet.tsx';

export interface StepProps {
  choices: Choices;
  choose: (change: Partial<Choices>) => void;
}

export function SourceStep({ sources, choices, choose }: StepProps & { sources: SourceRow[] }) {
  const t = useTranslations('migrations.make');
  if (sources.length === 0) return <NothingYet what="noSources" icon={Database} href="/sources/new" />;
  return (
    <>
      <h2 className="font-semibold text-lg">{t('sourceTitle')}</h2>
      <p className="mb-3 text-ink-2 text-sm">{t('sourceHint')}</p>
      <RadioGroup
        legend={t('sourceTitle')}
        hideLegend
        value={choices.source}
        onChange={(source) => choose({ source })}
        cards={sources.map((source) => ({
          value: source.id,
          label: source.name,
          hint: (
            <Name className="block truncate text-xs" title={source.path}>
              {source.path}
            </Name>
          ),
          aside: (
            <span className="flex items-center gap-2 text-ink-2 text-sm">
              {source.bytes === null ? null : <Bytes value={source.bytes} />}
              {source.kind === 'path' ? null : (
                <Chip tone="neutral" icon={Database}>
                  {t(source.kind)}
                </Chip>
              )}
            </span>
          ),
        }))}
      />
    </>
  );
}
