'use client';

import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import type { Overrides } from '../../lib/engine/types.ts';
import { type Chosen, changesOf, withChoice } from './document.ts';

/**
 * A document that starts from the saved one. What was changed outlives a reload of the page, and is made again upon
 * another document when somebody else saved one meanwhile.
 */
export function useKept(
  name: string,
  saved: Overrides,
): [document: Overrides, set: Dispatch<SetStateAction<Overrides>>] {
  const key = `howdah.choices.${name}`;
  const [base, setBase] = useState(saved);
  const [document, setDocument] = useState(saved);
  const [restored, setRestored] = useState(false);
  if (base !== saved) {
    setBase(saved);
    setDocument(upon(saved, changesOf(base, document)));
  }
  useEffect(() => {
    const kept = readKept(key);
    if (kept.length > 0) setDocument((before) => upon(before, kept));
    setRestored(true);
  }, [key]);
  useEffect(() => {
    if (!restored) return;
    const changes = changesOf(saved, document);
    if (changes.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(changes));
  }, [key, restored, saved, document]);
  return [document, setDocument];
}

function upon(document: Overrides, changes: Chosen[]): Overrides {
  return changes.reduce((made, { place, choice }) => withChoice(made, place, choice), document);
}

/** A choice that was taken back is stored without one, and so reads as undefined. */
function readKept(key: string): Chosen[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Chosen[];
  } catch {
    return [];
  }
}
