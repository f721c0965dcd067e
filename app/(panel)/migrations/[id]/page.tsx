import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MigrationView } from '../../../../components/migrations/migration-view.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { getMigrationPage } from '../../../../lib/data/migration-page.ts';
import { getMigration } from '../../../../lib/data/migrations.ts';
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
  const page = await getMigrationPage((await params).id);
  if (!page) notFound();
  return (
    <MigrationView
      {...page}
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
