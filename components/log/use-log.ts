'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogEntry, LogPage } from '../../lib/data/dto/log.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';

const UNREACHABLE: ShownError = { code: 'PNL-UNREACHABLE', message: '', remedy: '' };
/** At most once a second, however much happens. */
const TAIL_MS = 1000;

interface LogState {
  /** Newest first; null until the first page is there. */
  entries: LogEntry[] | null;
  older: number | null;
  newest: number;
  error: ShownError | null;
  loading: 'first' | 'older' | null;
}

const EMPTY: LogState = { entries: null, older: null, newest: 0, error: null, loading: 'first' };

export interface LogHandle extends LogState {
  loadOlder(): void;
  /** From its newest end once more. */
  again(): void;
}

/**
 * The log from its newest end, as the filters leave it. While `follow` holds, what comes up to event `seq` of the run is
 * put on top.
 */
export function useLog(runId: string, filter: string, seq: number, follow: boolean): LogHandle {
  const [state, setState] = useState(EMPTY);
  const [round, setRound] = useState(0);
  const controller = useRef(new AbortController());
  const get = useCallback(
    async (place: Record<string, number>): Promise<LogPage | null> => {
      const { signal } = controller.current;
      const query = new URLSearchParams(filter);
      for (const [name, value] of Object.entries(place)) query.set(name, String(value));
      try {
        const response = await fetch(`/api/runs/${runId}/log?${query}`, { signal, cache: 'no-store' });
        const body = await response.json();
        if (signal.aborted) return null;
        if (response.ok) return body as LogPage;
        setState((before) => ({ ...before, error: body.error as ShownError, loading: null }));
      } catch {
        if (!signal.aborted) setState((before) => ({ ...before, error: UNREACHABLE, loading: null }));
      }
      return null;
    },
    [runId, filter],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` begins anew
  useEffect(() => {
    const own = new AbortController();
    controller.current = own;
    setState((before) => ({ ...before, loading: 'first' }));
    void get({}).then((page) => {
      if (page) setState({ ...page, error: null, loading: null });
    });
    return () => own.abort();
  }, [get, round]);

  const { newest, loading } = state;
  useEffect(() => {
    if (!follow || loading !== null || seq <= newest) return;
    const timer = setTimeout(async () => {
      const page = await get({ after: newest });
      if (page) setState((before) => withNewer(before, page));
    }, TAIL_MS);
    return () => clearTimeout(timer);
  }, [follow, loading, seq, newest, get]);

  const loadOlder = async () => {
    if (state.older === null || state.loading !== null) return;
    setState((before) => ({ ...before, loading: 'older' }));
    const page = await get({ before: state.older });
    if (!page) return;
    setState((before) => ({
      ...before,
      entries: [...(before.entries ?? []), ...page.entries],
      older: page.older,
      error: null,
      loading: null,
    }));
  };
  return { ...state, loadOlder: () => void loadOlder(), again: () => setRound((before) => before + 1) };
}

/** Where more came than one page holds, the log begins anew from there: nothing in between is passed over. */
export function withNewer(before: LogState, page: LogPage): LogState {
  if (page.gap) return { ...page, error: null, loading: null };
  return {
    ...before,
    entries: [...page.entries, ...(before.entries ?? [])],
    newest: page.newest,
    error: null,
  };
}
