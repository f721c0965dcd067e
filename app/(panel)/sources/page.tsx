import { FileBox, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { SourceTable } from '../../../components/sources/source-table.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { pageFor } from '../../../lib/data/session.ts';
import { listSources } from '../../../lib/data/sources.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sources');
  return { title: t('title') };
}

export default async function SourcesPage() {
  const [user, t] = await Promise.all([pageFor('source.read'), getTranslations('sources')]);
  if (!user) return <NotForRole title={t('title')} />;
  const sources = await listSources();
  const add =
    user.role === 'admin' ? (
      <ButtonLink href="/sources/new" variant={sources.length > 0 ? 'default' : 'primary'}>
        <Plus aria-hidden className="size-4" />
        {t('add')}
      </ButtonLink>
    ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={sources.length > 0 ? add : null}
      />
      {sources.length > 0 ? (
        <SourceTable sources={sources} />
      ) : (
        <Panel>
          <EmptyState icon={FileBox} title={t('empty')} action={add}>
            {t('emptyText')}
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
