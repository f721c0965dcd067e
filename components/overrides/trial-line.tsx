'use client';

import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { TriedColumn } from '../../lib/data/dto/trial.ts';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { useTell } from '../ui/shown-error.ts';
import { useTrial } from './trials-context.tsx';
import { useProblem } from './use-problem.ts';

/** How many values of the column the choice would not fit, before it is planned. Said aloud once it is known. */
export function TrialLine({ table, column }: { table: string; column: string }) {
  const trial = useTrial(table, column);
  return (
    <div aria-live="polite" className="text-sm">
      {trial?.state === 'counting' ? <Counting /> : null}
      {trial?.state === 'gone' ? <Gone /> : null}
      {trial?.state === 'failed' ? <Failed error={trial.error} /> : null}
      {trial?.state === 'done' ? <Counted tried={trial.tried} changed={trial.sourceChanged} /> : null}
    </div>
  );
}

function Counting() {
  const t = useTranslations('choices.trial');
  return (
    <p className="flex items-center gap-1.5 text-ink-2">
      <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      {t('counting')}
    </p>
  );
}

function Gone() {
  const t = useTranslations('choices.trial');
  return <p className="text-ink-2">{t('gone')}</p>;
}

function Failed({ error }: { error: Parameters<ReturnType<typeof useTell>>[0] }) {
  const { message, remedy } = useTell()(error);
  return (
    <Attention>
      {message} <span className="text-ink-2">{remedy}</span>
    </Attention>
  );
}

function Counted({ tried, changed }: { tried: TriedColumn; changed: boolean }) {
  const t = useTranslations('choices.trial');
  const problem = useProblem();
  const { count } = useFormat();
  const { type, policy, error, rows, looked } = tried;
  if (error) return <Attention>{problem(error)}</Attention>;
  const whole = looked === rows;
  const facts = {
    count: tried.count,
    number: count(tried.count),
    rows: count(whole ? rows : looked),
    type: type ?? '',
  };
  return (
    <div className="grid gap-1">
      {tried.count === 0 ? (
        <p className="flex items-start gap-1.5">
          <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-good" />
          {t(whole ? 'fits' : 'fitsSoFar', facts)}
        </p>
      ) : (
        <Attention>
          <span className="font-medium">{t(whole ? 'misfits' : 'misfitsSoFar', facts)}</span>{' '}
          {policy ? t(`then.${policy}`, facts) : null}
        </Attention>
      )}
      <Samples samples={tried.samples} />
      {changed ? <p className="text-ink-2 text-xs">{t('sourceChanged')}</p> : null}
    </div>
  );
}

function Attention({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-attention" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

function Samples({ samples }: Pick<TriedColumn, 'samples'>) {
  const t = useTranslations('choices.trial');
  if (samples.length === 0) return null;
  return (
    <ul aria-label={t('samples')} className="grid gap-x-2 text-xs">
      {samples.map(({ key, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list; hidden keys repeat
        <li key={index} className="flex min-w-0 gap-2" title={`${key}: ${value}`}>
          <Name className="shrink-0 text-ink-3">{key}</Name>
          <Name className="min-w-0 truncate">{value === '' ? t('emptyText') : value}</Name>
        </li>
      ))}
    </ul>
  );
}
