'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** For good news only: an error stays on the page it belongs to. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!bg-panel !text-ink !border-line-strong !shadow-float !rounded-lg !font-sans !text-base',
          description: '!text-ink-2',
        },
      }}
    />
  );
}
