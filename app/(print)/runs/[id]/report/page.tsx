import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { RunDocument } from '../../../../../components/report/run-document.tsx';
import { NotForRole } from '../../../../../components/shell/not-for-role.tsx';
import { getRun } from '../../../../../lib/data/runs.ts';
import { pageFor } from '../../../../../lib/data/session.ts';
import { VERSION } from '../../../../../lib/version.ts';

interface ReportPageProps {
  params: Promise<{ id: string }>;
}

/** Also what a browser calls the file that it prints into. */
export async function generateMetadata({ params }: ReportPageProps): Promise<Metadata> {
  const [run, t] = await Promise.all([getRun((await params).id), getTranslations('document')]);
  return { title: run ? t('fileTitle', { name: run.migration.name, id: run.id }) : undefined };
}

export default async function ReportPage({ params }: ReportPageProps) {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('document'))('title')} />;
  const run = await getRun((await params).id);
  if (!run) notFound();
  return <RunDocument run={run} reader={user.name} at={Date.now()} version={VERSION} />;
}
