import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../ui/empty.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** In place of a page that the role may not see: says so, and shows nothing of it. */
export function NotForRole({ title }: { title: string }) {
  const t = useTranslations('notForRole');
  return (
    <>
      <PageHeader title={title} />
      <Panel>
        <EmptyState icon={Lock} title={t('title')}>
          {t('text')}
        </EmptyState>
      </Panel>
    </>
  );
}
