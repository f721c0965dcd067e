'use client';

import { Route } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { TourOffer } from '../../lib/data/dto/tour.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';

/** From where it stood: on the overview, also where it was put away. */
export function ResumeTour({ offer, setTour }: { offer: TourOffer; setTour: PanelActions['setTour'] }) {
  const t = useTranslations('tour');
  const router = useRouter();
  const { run, pending, error } = useAction(setTour);
  if (offer === 'none') return null;
  const words = (
    <>
      <Route aria-hidden className="size-4" />
      {t('resume')}
    </>
  );
  if (offer === 'open') return <ButtonLink href="/">{words}</ButtonLink>;
  const resume = async () => {
    if (await run({ open: true })) router.push('/');
  };
  return (
    <>
      {error ? <ErrorPanel error={error} fresh /> : null}
      <Button pending={pending} onClick={resume}>
        {words}
      </Button>
    </>
  );
}
