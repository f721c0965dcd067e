'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { RunKind } from '../../lib/engine/types.ts';

export interface NamedRun {
  id: string;
  /** Of its migration. */
  name: string;
  kind: RunKind;
  /** When it was asked for. */
  at: number;
}

interface ChosenRuns {
  /** Two at most, in the order of choosing. */
  ids: string[];
  toggle(id: string): void;
  clear(): void;
}

const Context = createContext<ChosenRuns>({ ids: [], toggle: () => {}, clear: () => {} });

export function useChosen(): ChosenRuns {
  return useContext(Context);
}

/** The runs chosen to be compared. They stand in the address: over pages and filters, and for whoever is sent the link. */
export function ChosenRunsProvider({ initial, children }: { initial: string[]; children: ReactNode }) {
  const [ids, setIds] = useState(initial);
  const value = useMemo((): ChosenRuns => {
    const set = (next: string[]) => {
      setIds(next);
      const address = new URL(window.location.href);
      for (const [index, name] of ['a', 'b'].entries()) {
        const id = next[index];
        if (id) address.searchParams.set(name, id);
        else address.searchParams.delete(name);
      }
      window.history.replaceState(null, '', address);
    };
    return {
      ids,
      toggle: (id) => set(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(0, 2)),
      clear: () => set([]),
    };
  }, [ids]);
  return <Context value={value}>{children}</Context>;
}
