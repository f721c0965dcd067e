'use client';

import { OctagonAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { useTell } from './shown-error.ts';

interface ErrorPanelProps {
  error: ShownError;
  /** What could not be done. */
  title?: ReactNode;
  /** Buttons that help. */
  actions?: ReactNode;
  /** It has just come from what the person did: bring it into sight. */
  fresh?: boolean;
  className?: string;
}

/** An error: what happened, what to do, its code. It stays, and it can be copied whole. */
export function ErrorPanel({ error, title, actions, fresh = false, className }: ErrorPanelProps) {
  const t = useTranslations('common');
  const { message, remedy, original } = useTell()(error);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fresh) place.current?.scrollIntoView({ block: 'nearest' });
  }, [fresh]);
  const whole = [error.code, message, remedy, original].filter(Boolean).join('\n');
  return (
    <div
      ref={place}
      role={fresh ? 'alert' : undefined}
      className={cn('rounded-lg border border-bad/40 bg-bad-soft p-3 pl-3.5', className)}
    >
      <div className="flex items-start gap-2.5">
        <OctagonAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <div className="min-w-0 flex-1 break-words">
          {title ? <p className="font-semibold text-bad">{title}</p> : null}
          <p className="font-medium">{message}</p>
          {remedy ? <p className="mt-0.5 text-ink-2">{remedy}</p> : null}
          {original ? (
            <details className="mt-1 text-ink-2 text-sm">
              <summary className="w-fit py-0.5">{t('details')}</summary>
              <p lang="en" className="mono mt-0.5">
                {original}
              </p>
            </details>
          ) : null}
          <p className="mono mt-1.5 text-ink-2 text-xs">{error.code}</p>
          {actions ? <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div> : null}
        </div>
        <CopyButton text={whole} />
      </div>
    </div>
  );
}
