'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { RunState } from '../../lib/engine/events.ts';
import { isActive, runPercent } from './run-figures.ts';
import { saidStatus } from './run-status.tsx';

/** After the last tenth. */
const ENDED = 11;

/** The percent in the tab's title while it goes, and one spoken announcement each tenth. */
export function LiveTitle({ state, name }: { state: RunState; name: string }) {
  const t = useTranslations('runs');
  const status = useTranslations('runStatus');
  const active = isActive(state);
  const percent = runPercent(state);
  const title = active ? t('documentTitle', { percent, name }) : name;
  const said = saidStatus(state);
  useEffect(() => {
    document.title = `${title} · Howdah`;
  }, [title]);
  // Said with the same drawing, so that it is no update of its own. What the page begins with is read anyway.
  const now = active ? Math.floor(percent / 10) : ENDED;
  const [first] = useState(now);
  const spoken =
    now === first
      ? ''
      : active
        ? t('announce', { percent: now * 10 })
        : t('announceEnd', { status: status(said) });
  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  );
}
