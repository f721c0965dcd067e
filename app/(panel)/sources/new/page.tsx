import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { AddSource } from '../../../../components/sources/add-source.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { pageFor } from '../../../../lib/data/session.ts';
import { addSource, browseFolder } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sources');
  return { title: t('add') };
}

export default async function NewSourcePage() {
  const [user, t] = await Promise.all([pageFor('source.add'), getTranslations('sources')]);
  if (!user) return <NotForRole title={t('add')} />;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/sources' }]}
        title={t('add')}
        description={t('addText')}
      />
      <AddSource addSource={addSource} browseFolder={browseFolder} />
    </>
  );
}
