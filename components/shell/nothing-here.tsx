import { Compass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty.tsx';

/** For addresses that lead to nothing. */
export function NothingHere() {
  const t = useTranslations('notFound');
  return (
    <EmptyState icon={Compass} title={t('title')} action={<ButtonLink href="/">{t('home')}</ButtonLink>}>
      {t('text')}
    </EmptyState>
  );
}
