import { Database, Server } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SeveralForm } from '../../../../../components/projects/several-form.tsx';
import { NotForRole } from '../../../../../components/shell/not-for-role.tsx';
import { ButtonLink } from '../../../../../components/ui/button.tsx';
import { EmptyState } from '../../../../../components/ui/empty.tsx';
import { PageHeader } from '../../../../../components/ui/page-header.tsx';
import { Panel } from '../../../../../components/ui/panel.tsx';
import { listMigrations } from '../../../../../lib/data/migrations.ts';
import { getProject } from '../../../../../lib/data/projects.ts';
import { pageFor } from '../../../../../lib/data/session.ts';
import { listSources } from '../../../../../lib/data/sources.ts';
import { listTargets } from '../../../../../lib/data/targets.ts';
import { addSeveral } from '../../actions.ts';

interface SeveralPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('projects.several');
  return { title: t('title') };
}

export default async function SeveralPage({ params }: SeveralPageProps) {
  const { id } = await params;
  const [user, t] = await Promise.all([pageFor('project.edit'), getTranslations('projects.several')]);
  if (!user) return <NotForRole title={t('title')} />;
  const [project, sources, targets, migrations, projects] = await Promise.all([
    getProject(id),
    listSources(),
    listTargets(),
    listMigrations(),
    getTranslations('projects'),
  ]);
  if (!project) notFound();
  const scan = `/sources/new?project=${id}`;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: projects('title'), href: '/projects' },
          { label: project.name, href: `/projects/${id}` },
        ]}
        title={t('title')}
        description={t('lead')}
        actions={sources.length > 0 ? <ButtonLink href={scan}>{t('scan')}</ButtonLink> : null}
      />
      {sources.length === 0 ? (
        <Panel>
          <EmptyState
            icon={Database}
            title={t('noSources')}
            action={
              <ButtonLink variant="primary" href={scan}>
                {t('scan')}
              </ButtonLink>
            }
          >
            {t('noSourcesText')}
          </EmptyState>
        </Panel>
      ) : targets.length === 0 ? (
        <Panel>
          <EmptyState
            icon={Server}
            title={t('noTargets')}
            action={
              <ButtonLink variant="primary" href="/targets/new">
                {t('addTarget')}
              </ButtonLink>
            }
          >
            {t('noTargetsText')}
          </EmptyState>
        </Panel>
      ) : (
        <SeveralForm project={{ id, name: project.name }} {...{ sources, targets, migrations, addSeveral }} />
      )}
    </>
  );
}
