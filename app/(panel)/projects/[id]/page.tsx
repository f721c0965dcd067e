import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ProjectView } from '../../../../components/projects/project-view.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { getProject } from '../../../../lib/data/projects.ts';
import { pageFor } from '../../../../lib/data/session.ts';
import { changeMembers, editProject, removeProject, startBatch } from '../actions.ts';

interface ProjectPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ProjectPageProps): Promise<Metadata> {
  return { title: (await getProject((await params).id))?.name };
}

export default async function ProjectPage({ params }: ProjectPageProps) {
  const user = await pageFor('project.read');
  if (!user) return <NotForRole title={(await getTranslations('projects'))('title')} />;
  const project = await getProject((await params).id);
  if (!project) notFound();
  return (
    <ProjectView project={project} actions={{ changeMembers, editProject, removeProject, startBatch }} />
  );
}
