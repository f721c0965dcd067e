import { type RefObject, useEffect } from 'react';

/** `/` leads to the page's filter, unless somebody writes just then or a dialog is open. */
export function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      const writes =
        at instanceof HTMLElement && (at.isContentEditable || at.matches('input, select, textarea'));
      if (event.defaultPrevented || writes || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [field]);
}
