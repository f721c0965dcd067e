'use client';

import { useSearchParams } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import type { RunKind } from '../../lib/engine/types.ts';
import { readChosen } from './history-url.ts';

export interface NamedRun {
  id: string;
  /** Of its migration. */
  name: string;
  kind: RunKind;
  /** When it was asked for. */
  at: number;
}

export interface ChosenRuns {
  /** Two at most, in the order of choosing. */
  ids: string[];
  toggle(id: string): void;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/**
 * The runs chosen to be compared. They stand in the address: over pages and filters, and for whoever is sent the link.
 * It is read there itself, because the router hears of a change a moment later: a box must not spring back meanwhile.
 */
export function useChosen(): ChosenRuns {
  const known = useSearchParams().toString();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => `?${known}`,
  );
  const params = new URLSearchParams(search);
  const ids = readChosen({ a: params.get('a') ?? undefined, b: params.get('b') ?? undefined });
  return {
    ids,
    toggle: (id) => {
      const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(0, 2);
      const address = new URL(window.location.href);
      address.search = withChosen(new URLSearchParams(address.search), next).toString();
      window.history.replaceState(null, '', address);
      for (const tell of listeners) tell();
    },
  };
}

export function withChosen(params: URLSearchParams, ids: string[]): URLSearchParams {
  for (const [index, name] of ['a', 'b'].entries()) {
    const id = ids[index];
    if (id) params.set(name, id);
    else params.delete(name);
  }
  return params;
}
