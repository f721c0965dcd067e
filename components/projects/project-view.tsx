'use client';

import { FolderPlus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ProjectDetail } from '../../lib/data/dto/project.ts';
import { useLiveOverview } from '../shell/live-overview.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { BatchList } from './batch-list.tsx';
import { MemberLists } from './member-lists.tsx';
import { ProjectMatrix } from './project-matrix.tsx';
import { type ProjectActions, ProjectMenu } from './project-menu.tsx';
import { RunAll } from './run-all.tsx';

interface ProjectViewProps {
  project: ProjectDetail;
  actions: ProjectActions;
}

/** Its migrations as a matrix, what was run at once, and what belongs to it. */
export function ProjectView({ project, actions }: ProjectViewProps) {
  const t = useTranslations('projects');
  const router = useRouter();
  const { overview } = useLiveOverview();
  const ours = new Set(project.migrations.map(({ id }) => id));
  const running = overview.running.filter((run) => ours.has(run.migration.id));
  const live = new Map(running.map((run) => [run.migration.id, run]));
  // Outcomes, plans and permissions come with the page: once more whenever a run of ours begins or ends.
  const now = running
    .map(({ id }) => id)
    .sort()
    .join();
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== now) router.refresh();
    before.current = now;
  }, [now, router]);
  const add = project.permissions.add.allowed ? (
    <ButtonLink
      href={`/projects/${project.id}/several`}
      variant={project.migrations.length > 0 ? 'default' : 'primary'}
    >
      <FolderPlus aria-hidden className="size-4" />
      {t('several.button')}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/projects' }]}
        title={project.name}
        description={project.note || undefined}
        actions={
          <>
            {project.migrations.length > 0 ? add : null}
            <RunAll project={project} startBatch={actions.startBatch} />
            {project.permissions.edit.allowed ? <ProjectMenu {...{ project, actions }} /> : null}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <ProjectMatrix {...{ project, live, add }} />
        <BatchList projectId={project.id} batches={project.batches} />
        <MemberLists project={project} />
      </div>
    </>
  );
}
