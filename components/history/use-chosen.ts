'use client';

import type { RunKind } from '../../lib/engine/types.ts';
import { useAddress } from '../ui/use-address.ts';
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

/** The runs chosen to be compared. They stand in the address: over pages and filters, and for whoever is sent the link. */
export function useChosen(): ChosenRuns {
  const { params, change } = useAddress();
  const ids = readChosen({ a: params.get('a') ?? undefined, b: params.get('b') ?? undefined });
  return {
    ids,
    toggle: (id) => {
      const [a, b] = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(0, 2);
      change({ a, b });
    },
  };
}
