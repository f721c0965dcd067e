import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MigrationView } from '../../../../components/migrations/migration-view.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { getMigration } from '../../../../lib/data/migrations.ts';
import { getRun } from '../../../../lib/data/runs.ts';
import { pageFor } from '../../../../lib/data/session.ts';
import { cancelRun, startRun } from '../../runs/actions.ts';
import {
  acceptFinding,
  countMisfits,
  editMigration,
  removeMigration,
  requestPreview,
  setRevertWindow,
  withdrawAcceptance,
} from '../actions.ts';

interface MigrationPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: MigrationPageProps): Promise<Metadata> {
  return { title: (await getMigration((await params).id))?.name };
}

export default async function MigrationPage({ params }: MigrationPageProps) {
  const user = await pageFor('migration.read');
  if (!user) return <NotForRole title={(await getTranslations('migrations'))('title')} />;
  const migration = await getMigration((await params).id);
  if (!migration) notFound();
  const { latestPlan, plan } = migration;
  const preview =
    latestPlan && (plan === null || latestPlan.status !== 'succeeded') ? await getRun(latestPlan.id) : null;
  return (
    <MigrationView
      migration={migration}
      preview={preview}
      actions={{
        startRun,
        requestPreview,
        editMigration,
        removeMigration,
        setRevertWindow,
        cancelRun,
        countMisfits,
        acceptFinding,
        withdrawAcceptance,
      }}
    />
  );
}
