'use client';

import { useCallback, useEffect, useState } from 'react';
import type { BatchDetail } from '../../lib/data/dto/batch.ts';
import type { Link } from '../runs/live-run.ts';

const POLL_MS = 2_000;
/** A stream that has said nothing for so long is held back by something on its way. */
const SILENCE_MS = 6_000;

interface LiveBatch {
  batch: BatchDetail;
  link: Link;
  /** Follow it again: after a retry. */
  again: () => void;
}

/** The batch as it is now: told every second, asked for where the stream does not come through. */
export function useLiveBatch(initial: BatchDetail): LiveBatch {
  const [batch, setBatch] = useState(initial);
  const [link, setLink] = useState<Link>(initial.endedAt === null ? 'connecting' : 'ended');
  const [round, setRound] = useState(initial.endedAt === null ? 1 : 0);
  const { id } = initial;
  useEffect(() => {
    if (round === 0) return;
    const controller = new AbortController();
    const { signal } = controller;
    let heardAt = Date.now();
    let stream = new EventSource(`/api/batches/${id}/events`);
    const show = (next: BatchDetail, by: Link) => {
      setBatch(next);
      setLink(next.endedAt === null ? by : 'ended');
      if (next.endedAt !== null) stop();
    };
    const listen = () =>
      stream.addEventListener('batch', (event: MessageEvent<string>) => {
        heardAt = Date.now();
        show(JSON.parse(event.data) as BatchDetail, 'live');
      });
    listen();
    const poll = async () => {
      if (Date.now() - heardAt < SILENCE_MS && stream.readyState !== EventSource.CLOSED) return;
      if (stream.readyState === EventSource.CLOSED) {
        stream = new EventSource(`/api/batches/${id}/events`);
        listen();
      }
      try {
        const answer = await fetch(`/api/batches/${id}/state`, { signal, cache: 'no-store' });
        if (!answer.ok) throw new Error(`state answered ${answer.status}`);
        show((await answer.json()) as BatchDetail, 'polling');
      } catch {
        if (!signal.aborted) setLink('stale');
      }
    };
    const timer = setInterval(() => void poll(), POLL_MS);
    const stop = () => {
      controller.abort();
      clearInterval(timer);
      stream.close();
    };
    return stop;
  }, [id, round]);
  const again = useCallback(() => {
    setLink('connecting');
    setRound((before) => before + 1);
  }, []);
  return { batch, link, again };
}
