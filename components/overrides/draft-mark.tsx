import { PencilLine } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Beside a choice that no plan knows yet. */
export function DraftMark({ short = false }: { short?: boolean }) {
  const t = useTranslations('choices');
  return (
    <span
      title={short ? t('draft') : undefined}
      className="inline-flex items-center gap-1 whitespace-nowrap font-normal text-accent text-xs"
    >
      <PencilLine aria-hidden className="size-3" />
      <span className={short ? 'sr-only' : undefined}>{t('draft')}</span>
    </span>
  );
}
