import { FolderKanban } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CreateProject } from '../../../components/projects/create-project.tsx';
import { ProjectTable } from '../../../components/projects/project-table.tsx';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { listProjects } from '../../../lib/data/projects.ts';
import { pageFor } from '../../../lib/data/session.ts';
import { createProject } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('projects');
  return { title: t('title') };
}

export default async function ProjectsPage() {
  const [user, t] = await Promise.all([pageFor('project.read'), getTranslations('projects')]);
  if (!user) return <NotForRole title={t('title')} />;
  const projects = await listProjects();
  const some = projects.length > 0;
  const make = user.role === 'admin' ? <CreateProject primary={!some} createProject={createProject} /> : null;
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={some ? make : null} />
      {some ? (
        <ProjectTable projects={projects} />
      ) : (
        <Panel>
          <EmptyState icon={FolderKanban} title={t('empty.title')} action={make}>
            {t('empty.text')}
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
