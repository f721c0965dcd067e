'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Probe } from '../../lib/data/dto/probe.ts';

const POLL_MS = 400;

export function isGoing(probe: Probe | null): boolean {
  return probe?.state === 'queued' || probe?.state === 'running';
}

/** Follows one probe until it has ended; null while nothing is known. */
export function useProbe(id: string | null, pollMs = POLL_MS): Probe | null {
  const [probe, setProbe] = useState<Probe | null>(null);
  useEffect(() => {
    setProbe(null);
    if (!id) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const next = await askFor(id, stop.signal);
      if (stop.signal.aborted) return;
      if (next) setProbe(next);
      if (!next || isGoing(next)) timer = setTimeout(ask, pollMs);
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [id, pollMs]);
  return probe;
}

/** Follows the probe that the page came with until it has ended, then brings the page up to date. */
export function useLatestProbe(known: Probe | null): Probe | null {
  const router = useRouter();
  const heard = useProbe(known && isGoing(known) ? known.id : null);
  const ended = heard !== null && !isGoing(heard);
  useEffect(() => {
    if (ended) router.refresh();
  }, [ended, router]);
  return heard && heard.id === known?.id ? heard : known;
}

/** Null where the panel did not answer: ask again. */
async function askFor(id: string, signal: AbortSignal): Promise<Probe | null> {
  try {
    const response = await fetch(`/api/probes/${encodeURIComponent(id)}`, { signal, cache: 'no-store' });
    return response.ok ? ((await response.json()) as Probe) : null;
  } catch {
    return null;
  }
}
