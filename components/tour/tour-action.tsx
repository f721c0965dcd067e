'use client';

import { ArrowRight, Pencil } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Tour, TourStep } from '../../lib/data/dto/tour.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';

interface TourActionProps {
  step: TourStep;
  tour: Tour;
  /** It is the next one; else it is done. */
  open: boolean;
  changeSample: PanelActions['changeSample'];
}

/** The way to a step's page; of what is done, to what came of it. */
export function TourAction({ step, tour, open, changeSample }: TourActionProps) {
  const t = useTranslations('tour.steps');
  if (!open) {
    const seen = {
      migrate: tour.runId && `/runs/${tour.runId}?tab=verification`,
      verify: tour.verifyId && `/runs/${tour.verifyId}?tab=verification`,
    };
    const href = step === 'migrate' || step === 'verify' ? seen[step] : null;
    if (!href || (step !== 'migrate' && step !== 'verify')) return null;
    return (
      <Link href={href} className="rounded-sm text-accent text-sm hover:underline">
        {t(`${step}.again`)}
      </Link>
    );
  }
  if (step === 'change') return <ChangeSample tour={tour} changeSample={changeSample} />;
  return (
    <ButtonLink href={hrefOf(step, tour)} variant="primary">
      {t(`${step}.action`)}
      <ArrowRight aria-hidden className="size-4" />
    </ButtonLink>
  );
}

function hrefOf(step: TourStep, { source, target, migrationId, runId }: Tour): string {
  if (step === 'source') return `/sources/${source.id}`;
  if (step === 'rollback' && runId) return `/runs/${runId}?do=rollback`;
  return migrationId
    ? `/migrations/${migrationId}`
    : `/migrations/new?step=review&source=${source.id}&target=${target.id}`;
}

function ChangeSample({ tour, changeSample }: Pick<TourActionProps, 'tour' | 'changeSample'>) {
  const t = useTranslations('tour');
  const common = useTranslations('common');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, pending, error } = useAction(changeSample);
  const confirm = async () => {
    if (!(await run({ id: tour.runId ?? '' }))) return;
    setOpen(false);
    router.refresh();
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Pencil aria-hidden className="size-3.5" />
        {t('steps.change.action')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('change.title', { target: tour.target.name })}
        description={t('change.text')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Button variant="primary" pending={pending} onClick={confirm}>
              {t('change.confirm')}
            </Button>
          </>
        }
      >
        {error ? <ErrorPanel error={error} fresh /> : null}
      </Dialog>
    </>
  );
}
