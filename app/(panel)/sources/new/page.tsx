import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { AddSource } from '../../../../components/sources/add-source.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { listProjects } from '../../../../lib/data/projects.ts';
import { pageFor } from '../../../../lib/data/session.ts';
import { sourceRoots } from '../../../../lib/data/sources.ts';
import { addSource, addSources, browseFolder, scanFolder } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sources');
  return { title: t('add') };
}

interface NewSourceProps {
  searchParams: Promise<{ project?: string | string[] }>;
}

export default async function NewSourcePage({ searchParams }: NewSourceProps) {
  const [user, t] = await Promise.all([pageFor('source.add'), getTranslations('sources')]);
  if (!user) return <NotForRole title={t('add')} />;
  const [projects, roots, { project }] = await Promise.all([listProjects(), sourceRoots(), searchParams]);
  const from = projects.find(({ id }) => id === project) ?? null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/sources' }]}
        title={t('add')}
        description={t('addText')}
      />
      <AddSource
        {...{ addSource, browseFolder, scanFolder, addSources, roots }}
        projects={projects.map(({ id, name }) => ({ id, name }))}
        project={from?.id ?? null}
      />
    </>
  );
}
