'use client';

import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import type { Overrides, Plan } from '../../lib/engine/types.ts';
import {
  type Change,
  type Choice,
  changesOf,
  choiceAt,
  type Place,
  placeText,
  withChoice,
} from './document.ts';
import { useKept } from './use-kept.ts';

export interface Draft {
  document: Overrides;
  /** What the migration's options say: the plan was made with it. */
  saved: Overrides;
  changes: Change[];
  /** Why it cannot be changed now. */
  denied: 'role' | 'busy' | null;
  plan: Plan | null;
  /** A place that the engine could not follow. */
  error: { place: string; error: ShownError } | null;
  choose(place: Place, choice: Choice): void;
  replace(document: Overrides): void;
  discard(): void;
  isChanged(place: Place): boolean;
  /** The table that is looked at; null for the first worth a look. */
  table: string | null;
  /** All tables are looked at, one under the other. */
  all: boolean;
  /** The place whose fields are open; empty for the whole database. */
  opened: Place | null;
  /** Opens the fields of a place and leads there. */
  open(place: Place): void;
  close(): void;
  lookAt(table: string): void;
  lookAtAll(): void;
  /** True once after `open`: who draws the fields takes the focus there. */
  takeFocus(): boolean;
}

const Context = createContext<Draft | null>(null);

export function useDraft(): Draft {
  const draft = useContext(Context);
  if (!draft) throw new Error('no DraftProvider above');
  return draft;
}

interface DraftProviderProps {
  /** Kept under this name while the browser's tab is open. */
  name: string;
  saved: Overrides;
  denied: Draft['denied'];
  plan: Plan | null;
  /** Of the latest plan run. */
  error: ShownError | null;
  children: ReactNode;
}

/** Choices made and not planned yet, for everything on the page that shows or makes them. */
export function DraftProvider({ name, saved, denied, plan, error, children }: DraftProviderProps) {
  const [document, setDocument] = useKept(name, saved);
  const [table, setTable] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [opened, setOpened] = useState<Place | null>(null);
  const focus = useRef(false);
  const draft = useMemo((): Draft => {
    const changes = changesOf(saved, document);
    const place = error?.code === 'PLN-OVERRIDE' ? error.params?.place : undefined;
    return {
      document,
      saved,
      changes,
      denied,
      plan,
      error: error && typeof place === 'string' ? { place, error } : null,
      choose: (at, choice) => setDocument((before) => withChoice(before, at, choice)),
      replace: setDocument,
      discard: () => setDocument(saved),
      isChanged: (at) => choiceAt(saved, at) !== choiceAt(document, at),
      table,
      opened,
      open: (at) => {
        focus.current = true;
        if (at[1] !== undefined) {
          setTable(at[1]);
          setAll(false);
        }
        setOpened(at);
      },
      close: () => setOpened(null),
      all,
      lookAt: (wanted) => {
        setTable(wanted);
        setAll(false);
        setOpened(onlyWhole);
      },
      lookAtAll: () => {
        setAll(true);
        setOpened(onlyWhole);
      },
      takeFocus: () => {
        const asked = focus.current;
        focus.current = false;
        return asked;
      },
    };
  }, [document, saved, denied, plan, error, table, all, opened, setDocument]);
  return <Context value={draft}>{children}</Context>;
}

/** Fields of a table close when another one is looked at; those for the whole database stay. */
function onlyWhole(opened: Place | null): Place | null {
  return opened && opened.length > 0 ? null : opened;
}

/** What the engine said of this place, while the choice there is still the one it spoke of. */
export function errorAt({ error, isChanged }: Draft, place: Place): ShownError | null {
  return error && error.place === placeText(place) && !isChanged(place) ? error.error : null;
}
