'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { useDraft } from './draft-context.tsx';

/** Fields that opened in place: led to when asked for, closed by Escape or its button. */
export function Editor({ title, children }: { title: ReactNode; children: ReactNode }) {
  const t = useTranslations('choices');
  const { close, denied, takeFocus } = useDraft();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!takeFocus()) return;
    place.current?.scrollIntoView({ block: 'nearest' });
    place.current?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
  }, [takeFocus]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from any of its fields
    <section
      ref={place}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
      className="scroll-my-20 border-accent border-l-2 bg-sunk px-4 py-3"
    >
      <div className="mb-2 flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate font-semibold text-sm">{title}</h3>
        <Button icon size="sm" variant="ghost" aria-label={t('hide')} onClick={close}>
          <X aria-hidden className="size-3.5" />
        </Button>
      </div>
      {denied ? <p className="text-ink-2">{t(denied === 'role' ? 'readOnly' : 'busy')}</p> : children}
    </section>
  );
}

/** As many beside each other as there is room for. Never behind the bar that stays at the bottom. */
export function EditorGrid({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 items-start gap-x-4 gap-y-3 [&_:is(input,select)]:scroll-mb-28 @md:grid-cols-2 @3xl:grid-cols-3">
      {children}
    </div>
  );
}
