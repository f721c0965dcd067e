'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import type { TriedColumn } from '../../lib/data/dto/trial.ts';
import { useProbe } from '../probe/use-probe.ts';
import { useDraft } from './draft-context.tsx';
import { type TriedPlace, triedColumns } from './tried.ts';

export type TrialState =
  | { state: 'counting' }
  /** No snapshot is kept to count on. */
  | { state: 'gone' }
  | { state: 'failed'; error: ShownError }
  | { state: 'done'; tried: TriedColumn; sourceChanged: boolean };

type Known = Record<string, { signature: string; outcome: TrialState }>;

const Context = createContext<ReadonlyMap<string, TrialState>>(new Map());

/** What came of counting the values of a column for its choices that no plan knows; null where it has none. */
export function useTrial(table: string, column: string): TrialState | null {
  return useContext(Context).get(keyOf({ table, column })) ?? null;
}

interface TrialsProviderProps {
  migration: string;
  /** The run whose snapshot is counted on. */
  planRun: { id: string; snapshot: boolean } | null;
  countMisfits: PanelActions['countMisfits'];
  children: ReactNode;
}

/** As somebody types, only what stands for a moment is asked for; what is asked for replaces what is waited for. */
const STILL_MS = 250;
const POLL_MS = 150;
const AT_ONCE = 50;

export function TrialsProvider({ migration, planRun, countMisfits, children }: TrialsProviderProps) {
  const { plan, document, changes, denied } = useDraft();
  const [known, setKnown] = useState<Known>({});
  const [asked, setAsked] = useState<{ probeId: string; places: TriedPlace[] } | null>(null);
  const probe = useProbe(asked?.probeId ?? null, POLL_MS);
  const gone = !planRun?.snapshot;
  const places = useMemo(
    () => (plan && denied === null ? triedColumns(plan, document, changes) : []),
    [plan, document, changes, denied],
  );
  const missing = useMemo(
    () => places.filter((place) => known[keyOf(place)]?.signature !== place.signature).slice(0, AT_ONCE),
    [places, known],
  );
  useEffect(() => {
    if (gone || missing.length === 0) return;
    if (asked && missing.every((place) => isAmong(place, asked.places))) return;
    const timer = setTimeout(async () => {
      const columns = missing.map(({ table, column }) => ({ table, column }));
      const replaces = asked?.probeId ?? null;
      const result = await countMisfits({ id: migration, overrides: document, columns, replaces }).catch(
        () => null,
      );
      if (result?.ok) setAsked({ probeId: result.data.probeId, places: missing });
      else if (result) setKnown(withAll(missing, () => ({ state: 'failed', error: result.error })));
    }, STILL_MS);
    return () => clearTimeout(timer);
  }, [gone, missing, asked, migration, document, countMisfits]);
  useEffect(() => {
    if (!asked || probe?.id !== asked.probeId || (probe.state !== 'done' && probe.state !== 'failed')) return;
    const { trial, error } = probe;
    setAsked(null);
    setKnown(
      withAll(asked.places, (place) => {
        const tried = trial?.columns.find((one) => keyOf(one) === keyOf(place));
        if (tried) return { state: 'done', tried, sourceChanged: trial?.sourceChanged ?? false };
        return error && error.code !== 'PNL-COUNT-REPLACED' ? { state: 'failed', error } : null;
      }),
    );
  }, [asked, probe]);
  const trials = useMemo(
    () =>
      new Map(
        places.map((place): [string, TrialState] => {
          const found = known[keyOf(place)];
          if (gone) return [keyOf(place), { state: 'gone' }];
          const current = found?.signature === place.signature;
          return [keyOf(place), current ? found.outcome : { state: 'counting' }];
        }),
      ),
    [places, known, gone],
  );
  return <Context value={trials}>{children}</Context>;
}

function keyOf({ table, column }: { table: string; column: string }): string {
  return JSON.stringify([table, column]);
}

function isAmong(place: TriedPlace, places: TriedPlace[]): boolean {
  return places.some((one) => keyOf(one) === keyOf(place) && one.signature === place.signature);
}

function withAll(places: TriedPlace[], outcomeOf: (place: TriedPlace) => TrialState | null) {
  return (before: Known): Known => {
    const found = places.flatMap((place) => {
      const outcome = outcomeOf(place);
      return outcome ? [[keyOf(place), { signature: place.signature, outcome }] as const] : [];
    });
    return { ...before, ...Object.fromEntries(found) };
  };
}
