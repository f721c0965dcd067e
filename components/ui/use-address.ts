'use client';

import { useSearchParams } from 'next/navigation';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

export interface Address {
  params: URLSearchParams;
  /** Without asking the server; what is null or empty is taken out. */
  change(changes: Record<string, string | null | undefined>): void;
}

/**
 * What stands in the address behind the question mark. It is read there itself, because the router hears of a change a
 * moment later: a box must not spring back meanwhile.
 */
export function useAddress(): Address {
  const known = useSearchParams().toString();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => `?${known}`,
  );
  return { params: new URLSearchParams(search), change };
}

function change(changes: Record<string, string | null | undefined>): void {
  const address = new URL(window.location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  window.history.replaceState(null, '', address);
  for (const tell of listeners) tell();
}
