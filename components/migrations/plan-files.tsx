'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { buttonStyle } from '../ui/button-style.ts';

/** The plan's SQL and the choices as files. Plain links: the browser downloads them, and they can be copied. */
export function PlanFiles({ migration, planned }: { migration: string; planned: boolean }) {
  const t = useTranslations('migrations');
  return (['sql', 'overrides'] as const).map((file) =>
    planned ? (
      <a
        key={file}
        href={`/api/migrations/${migration}/${file}`}
        download
        title={t(`${file}Hint`)}
        className={buttonStyle()}
      >
        <Download aria-hidden className="size-3.5" />
        {t(file)}
      </a>
    ) : (
      <Button key={file} disabledReason={t('noPlan')}>
        {t(file)}
      </Button>
    ),
  );
}
