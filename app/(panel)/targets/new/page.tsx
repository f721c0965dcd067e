import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AddTarget } from '../../../../components/targets/add-target.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { requireUser } from '../../../../lib/data/session.ts';
import { addTarget } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('targets');
  return { title: t('add') };
}

export default async function NewTargetPage() {
  const [user, t] = await Promise.all([requireUser(), getTranslations('targets')]);
  if (user.role !== 'admin') redirect('/targets');
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
