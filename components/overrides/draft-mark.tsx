import { PencilLine } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Beside a choice that no plan knows yet. */
export function DraftMark() {
  const t = useTranslations('choices');
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap font-normal text-accent text-xs">
      <PencilLine aria-hidden className="size-3" />
      {t('draft')}
    </span>
  );
}
