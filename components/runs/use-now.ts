'use client';

import { useEffect, useState } from 'react';

const TICK_MS = 1000;
/** One clock for a page: whatever shows the time is drawn anew together. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function everySecond(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, once a second while something goes on; begins with what the server saw, so that both draw the same. */
export function useNow(start: number, ticking: boolean): number {
  const [now, setNow] = useState(start);
  useEffect(() => {
    if (!ticking) return;
    const tick = () => setNow(Date.now());
    tick();
    return everySecond(tick);
  }, [ticking]);
  return now;
}
