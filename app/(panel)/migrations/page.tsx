import { ArrowLeftRight, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MigrationTable } from '../../../components/migrations/migration-table.tsx';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { listMigrations } from '../../../lib/data/migrations.ts';
import { pageFor } from '../../../lib/data/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('migrations');
  return { title: t('title') };
}

export default async function MigrationsPage() {
  const [user, t] = await Promise.all([pageFor('migration.read'), getTranslations('migrations')]);
  if (!user) return <NotForRole title={t('title')} />;
  const migrations = await listMigrations();
  const make =
    user.role === 'admin' ? (
      <ButtonLink variant="primary" href="/migrations/new">
        <Plus aria-hidden className="size-4" />
        {t('new')}
      </ButtonLink>
    ) : null;
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={migrations.length > 0 ? make : null} />
      <Panel flush>
        {migrations.length > 0 ? (
          <MigrationTable migrations={migrations} />
        ) : (
          <EmptyState icon={ArrowLeftRight} title={t('empty.title')} action={make}>
            {t('empty.text')}
          </EmptyState>
        )}
      </Panel>
    </>
  );
}
