'use client';

import { type RefObject, useEffect } from 'react';

/** How far a list was scrolled, for as long as the browser's tab is open: whoever comes back is where they were. */
export function scrollPlace(name: string): number {
  try {
    return Number(sessionStorage.getItem(keyOf(name))) || 0;
  } catch {
    return 0;
  }
}

export function useScrollPlace(name: string | undefined, place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = place.current;
    if (!name || !element) return;
    element.scrollTop = scrollPlace(name);
    const keep = () => {
      try {
        sessionStorage.setItem(keyOf(name), String(element.scrollTop));
      } catch {
        // A browser that keeps nothing: one begins at the top again.
      }
    };
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [name, place]);
}

function keyOf(name: string): string {
  return `howdah.place.${name}`;
}
