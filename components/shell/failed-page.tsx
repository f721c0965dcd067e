'use client';

import { useTranslations } from 'next-intl';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';

interface FailedPageProps {
  /** Next's number of the error in the server's log. */
  digest?: string;
  retry: () => void;
}

/** A page that could not be shown: what to do, and what to look for in the log. */
export function FailedPage({ digest, retry }: FailedPageProps) {
  const t = useTranslations('errorPage');
  const common = useTranslations('common');
  const error: ShownError = {
    code: digest ? `PNL-PAGE ${digest}` : 'PNL-PAGE',
    message: t('message'),
    remedy: t('remedy'),
  };
  return (
    <div className="mx-auto max-w-2xl py-10">
      <ErrorPanel
        error={error}
        title={t('title')}
        fresh
        actions={
          <>
            <Button onClick={retry}>{common('retry')}</Button>
            <ButtonLink href="/" variant="ghost">
              {t('home')}
            </ButtonLink>
          </>
        }
      />
    </div>
  );
}
