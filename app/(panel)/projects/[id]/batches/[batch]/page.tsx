import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { BatchView } from '../../../../../../components/projects/batch-view.tsx';
import { NotForRole } from '../../../../../../components/shell/not-for-role.tsx';
import { getBatch } from '../../../../../../lib/data/batches.ts';
import { pageFor } from '../../../../../../lib/data/session.ts';
import { cancelBatch, retryBatch } from '../../../actions.ts';

interface BatchPageProps {
  params: Promise<{ id: string; batch: string }>;
}

export async function generateMetadata({ params }: BatchPageProps): Promise<Metadata> {
  const batch = await getBatch((await params).batch);
  const t = await getTranslations('projects.batch.of');
  return { title: batch ? `${t(batch.kind)}: ${batch.project.name}` : undefined };
}

export default async function BatchPage({ params }: BatchPageProps) {
  const user = await pageFor('project.read');
  if (!user) return <NotForRole title={(await getTranslations('projects'))('title')} />;
  const { id, batch: batchId } = await params;
  const batch = await getBatch(batchId);
  if (batch?.project.id !== id) notFound();
  return <BatchView batch={batch} actions={{ cancelBatch, retryBatch }} />;
}
