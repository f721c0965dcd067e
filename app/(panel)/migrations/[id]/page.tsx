import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { MigrationView } from '../../../../components/migrations/migration-view.tsx';
import { getMigration } from '../../../../lib/data/migrations.ts';
import { getRun } from '../../../../lib/data/runs.ts';
import { cancelRun, startRun } from '../../runs/actions.ts';
import { editMigration, removeMigration, requestPreview } from '../actions.ts';

interface MigrationPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: MigrationPageProps): Promise<Metadata> {
  return { title: (await getMigration((await params).id))?.name };
}

export default async function MigrationPage({ params }: MigrationPageProps) {
  const migration = await getMigration((await params).id);
  if (!migration) notFound();
  const { latestPlan, plan } = migration;
  const preview =
    latestPlan && (plan === null || latestPlan.status !== 'succeeded') ? await getRun(latestPlan.id) : null;
  return (
    <MigrationView
      migration={migration}
      preview={preview}
      actions={{ startRun, requestPreview, editMigration, removeMigration, cancelRun }}
    />
  );
}
