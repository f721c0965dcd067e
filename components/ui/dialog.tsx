'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style.ts';
import { cn } from './cn.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** A dialog stands in the middle, a sheet along the edge (over the whole width of a phone). */
  side?: 'middle' | 'right' | 'left';
  /** Buttons, always in sight. */
  footer?: ReactNode;
  /** The title is for those who hear it only. */
  hideTitle?: boolean;
  className?: string;
  children: ReactNode;
}

const SIDES = {
  middle:
    'inset-x-3 top-[8vh] mx-auto max-h-[84vh] max-w-lg animate-enter rounded-xl border border-line-strong',
  right: 'inset-y-0 right-0 w-full max-w-xl animate-slide-right border-line-strong sm:border-l',
  left: 'inset-y-0 left-0 w-72 max-w-[85vw] animate-slide-left border-line-strong border-r',
};

export function Dialog(props: DialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    side = 'middle',
    footer,
    hideTitle,
    className,
    children,
  } = props;
  const t = useTranslations('common');
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-enter bg-shade" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed z-50 flex flex-col bg-panel shadow-float outline-none',
            SIDES[side],
            className,
          )}
        >
          <header
            className={hideTitle ? 'absolute top-3 right-5 z-10' : 'flex items-start gap-3 px-5 pt-4 pb-3'}
          >
            <div className={hideTitle ? 'sr-only' : 'min-w-0 flex-1'}>
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-ink-2 text-sm">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close
              aria-label={t('close')}
              className={buttonStyle({ variant: 'ghost', icon: true, className: '-mr-2' })}
            >
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3">
              {footer}
            </footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Along the right edge; over the whole width of a phone. */
export function Sheet(props: Omit<DialogProps, 'side'>) {
  return <Dialog {...props} side="right" />;
}
