'use client';

import { ArrowLeft, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';

/** Above the paper, and not on it: the way back, and the browser's own printing. */
export function PrintBar({ href, back, children }: { href: string; back: string; children?: ReactNode }) {
  const t = useTranslations('document');
  return (
    <div data-no-print className="mb-6 flex flex-wrap items-center gap-2">
      <ButtonLink variant="ghost" href={href}>
        <ArrowLeft aria-hidden className="size-4" />
        {back}
      </ButtonLink>
      <span className="ml-auto flex flex-wrap gap-2">
        {children}
        <Button variant="primary" onClick={() => window.print()}>
          <Printer aria-hidden className="size-4" />
          {t('print')}
        </Button>
      </span>
    </div>
  );
}
