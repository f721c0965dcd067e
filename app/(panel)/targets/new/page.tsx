import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { AddTarget } from '../../../../components/targets/add-target.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { pageFor } from '../../../../lib/data/session.ts';
import { addTarget } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('targets');
  return { title: t('add') };
}

export default async function NewTargetPage() {
  const [user, t] = await Promise.all([pageFor('target.add'), getTranslations('targets')]);
  if (!user) return <NotForRole title={t('add')} />;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/targets' }]}
        title={t('add')}
        description={t('addText')}
      />
      <AddTarget addTarget={addTarget} />
    </>
  );
}
