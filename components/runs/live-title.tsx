'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { RunState } from '../../lib/engine/events.ts';
import { isActive, runPercent } from './run-figures.ts';
import { saidStatus } from './run-status.tsx';

/** The percent in the tab's title while it goes, and one spoken announcement each tenth. */
export function LiveTitle({ state, name }: { state: RunState; name: string }) {
  const t = useTranslations('runs');
  const status = useTranslations('runStatus');
  const [spoken, setSpoken] = useState('');
  const tenth = useRef<number | null>(null);
  const active = isActive(state);
  const percent = runPercent(state);
  const title = active ? t('documentTitle', { percent, name }) : name;
  const said = saidStatus(state);
  useEffect(() => {
    document.title = `${title} · Howdah`;
  }, [title]);
  useEffect(() => {
    const now = active ? Math.floor(percent / 10) : 11;
    const before = tenth.current;
    tenth.current = now;
    // What the page begins with is read anyway.
    if (before === null || before === now) return;
    setSpoken(active ? t('announce', { percent: now * 10 }) : t('announceEnd', { status: status(said) }));
  }, [active, percent, said, t, status]);
  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  );
}
