'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Overview } from '../../lib/data/dto/overview.ts';

/** Live: told every two seconds. Stale: not told for a while. */
export type Freshness = 'live' | 'stale';

interface LiveOverview {
  overview: Overview;
  freshness: Freshness;
}

const STALE_MS = 8_000;
const Context = createContext<LiveOverview | null>(null);

/** One stream for the whole panel; a hidden tab holds none, for a browser keeps only a few connections. */
export function LiveOverviewProvider({ initial, children }: { initial: Overview; children: ReactNode }) {
  const [overview, setOverview] = useState(initial);
  const [freshness, setFreshness] = useState<Freshness>('live');
  useEffect(() => {
    let stream: EventSource | null = null;
    let heardAt = Date.now();
    const hear = (event: MessageEvent<string>) => {
      heardAt = Date.now();
      setOverview(JSON.parse(event.data) as Overview);
      setFreshness('live');
    };
    const follow = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
      } else if (!stream || stream.readyState === EventSource.CLOSED) {
        stream = new EventSource('/api/overview/events');
        stream.addEventListener('overview', hear);
      }
    };
    const watch = setInterval(() => {
      if (document.hidden) return;
      if (Date.now() - heardAt > STALE_MS) setFreshness('stale');
      follow();
    }, 2_000);
    document.addEventListener('visibilitychange', follow);
    follow();
    return () => {
      clearInterval(watch);
      document.removeEventListener('visibilitychange', follow);
      stream?.close();
    };
  }, []);
  return <Context value={{ overview, freshness }}>{children}</Context>;
}

export function useLiveOverview(): LiveOverview {
  const live = useContext(Context);
  if (!live) throw new Error('useLiveOverview outside of LiveOverviewProvider');
  return live;
}
