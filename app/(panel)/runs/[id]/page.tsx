import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { RunView } from '../../../../components/runs/run-view.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { getRunTimeline } from '../../../../lib/data/run-timeline.ts';
import { getRun } from '../../../../lib/data/runs.ts';
import { pageFor } from '../../../../lib/data/session.ts';
import {
  cancelRun,
  finaliseRun,
  pauseRun,
  prepareFinalise,
  prepareRollback,
  putInRows,
  removeSnapshot,
  resumeRun,
  rollbackRun,
} from '../actions.ts';

interface RunPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const run = await getRun((await params).id);
  const kind = await getTranslations('runKind');
  return { title: run ? `${kind(run.kind)}: ${run.migration.name}` : undefined };
}

export default async function RunPage({ params }: RunPageProps) {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('history'))('title')} />;
  const { id } = await params;
  const [run, timeline] = await Promise.all([getRun(id), getRunTimeline(id)]);
  if (!run) notFound();
  return (
    <RunView
      run={run}
      timeline={timeline}
      at={Date.now()}
      actions={{
        cancelRun,
        pauseRun,
        resumeRun,
        prepareRollback,
        rollbackRun,
        prepareFinalise,
        finaliseRun,
        putInRows,
        removeSnapshot,
      }}
    />
  );
}
