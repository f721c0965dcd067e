import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Theme } from '../../lib/data/dto/person.ts';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const never = () => () => {};

/** At once; signed in, the choice is also kept with the account. */
export function useChosenTheme(save?: PanelActions['setTheme']) {
  const { theme = 'system', setTheme } = useTheme();
  // What the browser remembers is not known where the page is first written.
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const choose = (next: Theme) => {
    setTheme(next);
    void save?.({ theme: next });
  };
  return { shown: (known ? theme : 'system') as Theme, choose };
}
