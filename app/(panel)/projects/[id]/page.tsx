import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProjectView } from '../../../../components/projects/project-view.tsx';
import { getProject } from '../../../../lib/data/projects.ts';
import { changeMembers, editProject, removeProject, startBatch } from '../actions.ts';

interface ProjectPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ProjectPageProps): Promise<Metadata> {
  return { title: (await getProject((await params).id))?.name };
}

export default async function ProjectPage({ params }: ProjectPageProps) {
  const project = await getProject((await params).id);
  if (!project) notFound();
  return (
    <ProjectView project={project} actions={{ changeMembers, editProject, removeProject, startBatch }} />
  );
}
