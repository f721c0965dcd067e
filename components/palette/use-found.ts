import { useEffect, useState } from 'react';
import type { Found } from '../../lib/data/dto/search.ts';

export const NOTHING: Found = { things: [], runs: [], runAll: [], rollBack: [] };
const TYPING_MS = 140;

interface Looking {
  found: Found;
  /** What was asked for last; null before the first answer. */
  answered: string | null;
  failed: boolean;
}

/** Asks the panel once typing pauses; what was found before stays in sight until then. */
export function useFound(asked: string): { found: Found; looking: boolean; failed: boolean } {
  const [state, setState] = useState<Looking>({ found: NOTHING, answered: null, failed: false });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/search?${asked}`, { signal: stop.signal });
        if (!response.ok) throw new Error(String(response.status));
        const found = (await response.json()) as Found;
        setState({ found, answered: asked, failed: false });
      } catch {
        if (!stop.signal.aborted) setState({ found: NOTHING, answered: asked, failed: true });
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return { found: state.found, failed: state.failed, looking: state.answered !== asked };
}
