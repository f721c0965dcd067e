import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewMigration } from '../../../../components/migrations/new-migration.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { revertSetting } from '../../../../lib/data/migrations.ts';
import { pageFor } from '../../../../lib/data/session.ts';
import { listSources } from '../../../../lib/data/sources.ts';
import { listTargets } from '../../../../lib/data/targets.ts';
import { createMigration } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('migrations');
  return { title: t('new') };
}

export default async function NewMigrationPage() {
  const [user, t] = await Promise.all([pageFor('migration.create'), getTranslations('migrations')]);
  if (!user) return <NotForRole title={t('new')} />;
  const [sources, targets, days] = await Promise.all([listSources(), listTargets(), revertSetting()]);
  return (
    <>
      <PageHeader title={t('new')} crumbs={[{ label: t('title'), href: '/migrations' }]} />
      <NewMigration {...{ sources, targets, createMigration }} revertSetting={days} />
    </>
  );
}
