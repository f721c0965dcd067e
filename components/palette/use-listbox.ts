import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

/**
 * The keyboard of a field with a list under it (ARIA: combobox and listbox): focus stays in the field, the arrows move
 * through the options, Enter takes one. The first is taken where none was moved to.
 */
export function useListbox(ids: readonly string[], choose: (id: string) => void) {
  const base = useId();
  const [moved, setMoved] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const active = moved !== null && ids.includes(moved) ? moved : (ids[0] ?? null);
  const at = active === null ? -1 : ids.indexOf(active);
  const idOf = (id: string) => `${base}-${id.replaceAll(' ', '-')}`;
  const activeId = active === null ? undefined : idOf(active);

  useEffect(() => {
    const option = activeId ? document.getElementById(activeId) : null;
    // The heading of the group comes along with its first option.
    (at === 0 ? list.current?.firstElementChild : option)?.scrollIntoView({ block: 'nearest' });
  }, [activeId, at]);

  const press = (event: KeyboardEvent) => {
    // Enter and arrows belong to the input method while it composes.
    if (event.nativeEvent.isComposing) return;
    const last = ids.length - 1;
    const next = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setMoved(ids[next] ?? null);
    } else if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      choose(active);
    }
  };

  return {
    active,
    /** What was moved to is forgotten with what was typed. */
    reset: () => setMoved(null),
    field: {
      role: 'combobox',
      'aria-expanded': ids.length > 0,
      'aria-autocomplete': 'list',
      'aria-controls': `${base}-list`,
      'aria-activedescendant': activeId,
      onKeyDown: press,
    } as const,
    list: { ref: list, id: `${base}-list` } as const,
    option: (id: string) =>
      ({
        role: 'option',
        id: idOf(id),
        'aria-selected': id === active,
        tabIndex: -1,
        onPointerMove: () => setMoved(id),
        onClick: () => choose(id),
      }) as const,
  };
}
