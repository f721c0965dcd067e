'use client';

import { useFormatter } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { useFormat } from './format.ts';

const STEP_MS = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
}

const now = () => Math.floor(Date.now() / STEP_MS) * STEP_MS;

/** One clock for every relative time of a page. */
export function useCoarseNow(): number {
  return useSyncExternalStore(subscribe, now, now);
}

/** How long ago, kept true; the exact time in UTC on hover. */
export function RelativeTime({ at }: { at: number }) {
  const format = useFormatter();
  const { utc } = useFormat();
  const current = Math.max(useCoarseNow(), at);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={utc(at)}
      suppressHydrationWarning
      className="whitespace-nowrap"
    >
      {format.relativeTime(at, { now: current })}
    </time>
  );
}

/** Day and minute in the person's zone; the exact time in UTC on hover. */
export function ExactTime({ at }: { at: number }) {
  const { dateTime, utc } = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)} className="whitespace-nowrap">
      {dateTime(at)}
    </time>
  );
}

/** Hour, minute and second in the person's zone; the exact time in UTC on hover. */
export function ClockTime({ at }: { at: number }) {
  const { clock, utc } = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)} className="whitespace-nowrap">
      {clock(at)}
    </time>
  );
}
