'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { buttonStyle } from '../ui/button-style.ts';

const never = () => () => {};
const isApple = () => /mac|iphone|ipad/i.test(navigator.platform);

/** ⌘K or Ctrl-K from anywhere; opened by one of its buttons too. */
export function usePalette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // By the place of the key: on a Cyrillic layout it writes another letter.
      if (event.code !== 'KeyK' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return { open, show: () => setOpen(true), close: () => setOpen(false) };
}

/** The button in the top line, with the name of its key; on a phone an icon. */
export function PaletteButton({ show, icon = false }: { show: () => void; icon?: boolean }) {
  const t = useTranslations('palette');
  const apple = useSyncExternalStore(never, isApple, () => false);
  if (icon) {
    return (
      <button
        type="button"
        aria-label={t('title')}
        aria-haspopup="dialog"
        onClick={show}
        className={buttonStyle({ variant: 'ghost', icon: true, className: 'ml-auto' })}
      >
        <Search aria-hidden className="size-5" />
      </button>
    );
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={show}
      className={buttonStyle({ variant: 'ghost', size: 'sm', className: '-mr-2.5 gap-2 font-normal' })}
    >
      {t('title')}
      <kbd
        aria-hidden
        className="min-w-12 rounded-sm border border-line-strong bg-panel px-1.5 text-center font-sans text-ink-3 text-xs"
      >
        {apple ? '⌘K' : 'Ctrl K'}
      </kbd>
    </button>
  );
}
