'use client';

import { CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Probe, ProbeStep } from '../../lib/data/dto/probe.ts';
import { cn } from '../ui/cn.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { byCode } from '../ui/shown-error.ts';
import { usePhrase } from '../ui/use-phrase.ts';
import { isGoing } from './use-probe.ts';

/** In the order that a worker goes through them. */
export const PROBE_STEPS = {
  source: ['file', 'journal', 'open'],
  target: ['resolve', 'port', 'tls', 'password', 'version', 'privileges', 'room'],
} as const;

type Shown = ProbeStep['status'] | 'going';

const LOOKS = {
  ok: { icon: CircleCheck, colour: 'text-good' },
  warning: { icon: TriangleAlert, colour: 'text-attention' },
  failed: { icon: CircleX, colour: 'text-bad' },
  skipped: { icon: CircleMinus, colour: 'text-ink-3' },
  going: { icon: CircleDashed, colour: 'text-ink-3' },
} as const;

/** Each step of a test with its verdict, its time and what to do about it. */
export function ProbeSteps({ probe, kind }: { probe: Probe; kind: 'source' | 'target' }) {
  const t = useTranslations('probe');
  if (probe.error && probe.steps.length === 0) {
    return <ErrorPanel error={probe.error} title={t('notDone')} className="m-4" />;
  }
  const going = isGoing(probe);
  const pending = PROBE_STEPS[kind].map((step) => ({ step, status: 'going' as const, ms: 0, detail: '' }));
  const steps: (Omit<ProbeStep, 'status'> & { status: Shown })[] = going ? pending : probe.steps;
  return (
    <div>
      {going ? (
        <p
          role="status"
          className="flex items-center gap-2 border-line border-b px-4 py-2 text-accent text-sm"
        >
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          {t('going')}
        </p>
      ) : null}
      <ol className="divide-y divide-line">
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
    </div>
  );
}

function Step({ step }: { step: Omit<ProbeStep, 'status'> & { status: Shown } }) {
  const t = useTranslations('probe');
  const all = useTranslations() as unknown as Parameters<typeof byCode>[0];
  const { milliseconds } = useFormat();
  const phrase = usePhrase();
  const { icon: Icon, colour } = LOOKS[step.status];
  const remedy =
    step.remedy && step.code
      ? byCode(all, `errors.${step.code}.remedy`, step.params ?? {}, step.remedy)
      : null;
  const detail =
    step.status === 'failed' && step.code
      ? byCode(all, `errors.${step.code}.message`, step.params ?? {}, step.detail)
      : phrase(step.detail);
  const wrong = step.status === 'failed' || step.status === 'warning';
  return (
    <li
      className={cn(
        'flex gap-3 px-4 py-2.5',
        step.status === 'failed' && 'bg-bad-soft',
        step.status === 'warning' && 'bg-attention-soft',
      )}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', colour)} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <span className={cn('font-medium', step.status === 'skipped' && 'text-ink-3')}>
            {byCode(all, `probe.steps.${step.step}`, {}, step.step)}
          </span>
          <span className={cn('text-sm', wrong ? colour : 'text-ink-3', wrong && 'font-medium')}>
            {t(`status.${step.status}`)}
          </span>
          {step.status === 'going' || step.status === 'skipped' ? null : (
            <span className="ml-auto text-ink-3 text-xs">{milliseconds(step.ms)}</span>
          )}
        </div>
        {detail ? <p className="break-words text-ink-2 text-sm">{detail}</p> : null}
        {remedy ? <p className="mt-0.5 text-sm">{remedy}</p> : null}
        {step.code ? <p className="mono mt-0.5 text-ink-2 text-xs">{step.code}</p> : null}
      </div>
    </li>
  );
}
