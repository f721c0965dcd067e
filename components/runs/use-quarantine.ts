'use client';

import { useCallback, useEffect, useState } from 'react';
import type { QuarantinePage } from '../../lib/data/dto/quarantine.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';

const UNREACHABLE: ShownError = { code: 'PNL-UNREACHABLE', message: '', remedy: '' };

export type QuarantineState =
  | { page: QuarantinePage; error: null; loading: boolean }
  | { page: null; error: ShownError | null; loading: boolean };

/** One page of a run's rows in quarantine; the one before stays in sight while another is fetched. */
export function useQuarantine(
  runId: string,
  { table, offset }: { table: string | null; offset: number },
): QuarantineState & { again: () => void } {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<QuarantineState>({ page: null, error: null, loading: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same page anew
  useEffect(() => {
    const controller = new AbortController();
    const query = new URLSearchParams({ offset: String(offset), ...(table === null ? {} : { table }) });
    setState((before) => ({ ...before, loading: true }));
    fetch(`/api/runs/${runId}/quarantine?${query}`, { signal: controller.signal })
      .then(async (response) => {
        const body = await response.json();
        if (response.ok) setState({ page: body as QuarantinePage, error: null, loading: false });
        else setState({ page: null, error: body.error as ShownError, loading: false });
      })
      .catch(() => {
        if (!controller.signal.aborted) setState({ page: null, error: UNREACHABLE, loading: false });
      });
    return () => controller.abort();
  }, [runId, table, offset, round]);
  return { ...state, again: useCallback(() => setRound((before) => before + 1), []) };
}
