'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { placeNamed } from './document.ts';
import { useDraft } from './draft-context.tsx';

/** The way from an error of the engine to the choice that it speaks of, where the page has fields for it. */
export function MisplacedChoice() {
  const t = useTranslations('choices.error');
  const { error, document, plan, open } = useDraft();
  const place = error && placeNamed(document, error.place);
  if (!place) return null;
  const inPlan = place.length === 1 || plan?.tables.some(({ source }) => source === place[1]);
  const above = place.length % 2 === 1 ? place.slice(0, -1) : place;
  return inPlan ? (
    <Button size="sm" onClick={() => open(above)}>
      {t('show')}
    </Button>
  ) : null;
}
