'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunLive } from '../../lib/data/dto/run-live.ts';
import { LiveRun, type LiveView, type Stream } from './live-run.ts';

export interface LiveRunHandle extends LiveView {
  /** Follow it again: after a rollback was asked for. */
  again: () => void;
}

/** The run as it is now, from what the page was made with onwards. */
export function useLiveRun(id: string, initial: RunLive): LiveRunHandle {
  const [view, setView] = useState<LiveView>({
    ...initial,
    link: initial.meta.hasReport ? 'ended' : 'connecting',
    ahead: 0,
    events: [],
  });
  const run = useRef<LiveRun | null>(null);
  const first = useRef(initial);
  useEffect(() => {
    const live = new LiveRun(
      first.current,
      {
        openStream: () => new EventSource(`/api/runs/${id}/events`) as unknown as Stream,
        fetchState: async (signal) => {
          const answer = await fetch(`/api/runs/${id}/state`, { signal, cache: 'no-store' });
          if (!answer.ok) throw new Error(`state answered ${answer.status}`);
          return (await answer.json()) as RunLive;
        },
      },
      setView,
    );
    run.current = live;
    if (!first.current.meta.hasReport) live.start();
    const [offline, online] = [() => live.offline(), () => live.online()];
    window.addEventListener('offline', offline);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('offline', offline);
      window.removeEventListener('online', online);
      live.stop();
    };
  }, [id]);
  const again = useCallback(() => run.current?.start(), []);
  return { ...view, again };
}
