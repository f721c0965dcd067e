import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewMigration } from '../../../../components/migrations/new-migration.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { listSources } from '../../../../lib/data/sources.ts';
import { listTargets } from '../../../../lib/data/targets.ts';
import { createMigration } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('migrations');
  return { title: t('new') };
}

export default async function NewMigrationPage() {
  const [sources, targets, t] = await Promise.all([
    listSources(),
    listTargets(),
    getTranslations('migrations'),
  ]);
  return (
    <>
      <PageHeader title={t('new')} crumbs={[{ label: t('title'), href: '/migrations' }]} />
      <NewMigration sources={sources} targets={targets} createMigration={createMigration} />
    </>
  );
}
