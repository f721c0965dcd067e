'use client';

import { CircleCheck, CircleDashed, CircleDot, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { TOUR_STEPS, type Tour, type TourStep } from '../../lib/data/dto/tour.ts';
import { useLiveOverview } from '../shell/live-overview.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { PanelHeader } from '../ui/panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { TourAction } from './tour-action.tsx';

interface TourPanelProps {
  tour: Tour;
  actions: Pick<PanelActions, 'setTour' | 'changeSample'>;
}

/** Eight steps through everything; each ticks when it has really happened. The next one is open. */
export function TourPanel({ tour, actions }: TourPanelProps) {
  const t = useTranslations('tour');
  const router = useRouter();
  const { overview } = useLiveOverview();
  const { run: setTour, pending, error } = useAction(actions.setTour);
  // What happened comes with the page: once more whenever a run begins or ends.
  const now = `${overview.running.map(({ id }) => id)} ${overview.latest.map(({ id, status }) => id + status)}`;
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== now) router.refresh();
    before.current = now;
  }, [now, router]);
  const close = async () => {
    if (await setTour({ open: false })) router.refresh();
  };
  const done = TOUR_STEPS.filter((step) => tour.done[step]).length;
  const next = TOUR_STEPS.find((step) => !tour.done[step]);
  return (
    <section className="min-w-0 rounded-lg border border-accent/30 bg-panel shadow-lift">
      <PanelHeader
        title={t('title')}
        note={t('progress', { done, all: TOUR_STEPS.length })}
        aside={
          <Button
            size="sm"
            variant="ghost"
            icon
            pending={pending}
            aria-label={t('close')}
            title={`${t('close')}. ${t('closed')}`}
            onClick={close}
          >
            <X aria-hidden className="size-4" />
          </Button>
        }
      />
      <p className="max-w-prose px-4 pt-3 pb-1 text-ink-2 text-sm">
        {next ? t('lead', { source: tour.source.name }) : t('finished')}
      </p>
      {error ? <ErrorPanel error={error} fresh className="m-3" /> : null}
      <ol className="py-1.5">
        {TOUR_STEPS.map((step) => (
          <Step key={step} step={step} tour={tour} open={step === next} changeSample={actions.changeSample} />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  step: TourStep;
  tour: Tour;
  open: boolean;
  changeSample: PanelActions['changeSample'];
}

function Step({ step, tour, open, changeSample }: StepProps) {
  const t = useTranslations('tour');
  const { count } = useFormat();
  const done = tour.done[step];
  const Icon = done ? CircleCheck : open ? CircleDot : CircleDashed;
  const facts = { source: tour.source.name, target: tour.target.name, decided: tour.decided };
  return (
    <li
      aria-current={open ? 'step' : undefined}
      className={`flex items-start gap-3 px-4 py-1.5 ${open ? 'bg-accent-soft py-3' : ''}`}
    >
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${done ? 'text-good' : open ? 'text-accent' : 'text-ink-3'}`}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className={open ? 'font-medium' : done ? 'text-ink-2' : 'text-ink-3'}>
            {count(TOUR_STEPS.indexOf(step) + 1)}. {t(`steps.${step}.title`)}
            {done ? <span className="sr-only"> ({t('done')})</span> : null}
          </p>
          {open ? (
            <p className="mt-0.5 max-w-prose text-ink-2 text-sm">{t(`steps.${step}.text`, facts)}</p>
          ) : null}
        </div>
        {open || done ? <TourAction {...{ step, tour, open, changeSample }} /> : null}
      </div>
    </li>
  );
}
