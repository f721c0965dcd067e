'use client';

import { useEffect, useState } from 'react';

/** The time, once a second while something goes on; begins with what the server saw, so that both draw the same. */
export function useNow(start: number, ticking: boolean): number {
  const [now, setNow] = useState(start);
  useEffect(() => {
    if (!ticking) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
