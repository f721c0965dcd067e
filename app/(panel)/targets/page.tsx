import { DatabaseZap, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { TargetTable } from '../../../components/targets/target-table.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { pageFor } from '../../../lib/data/session.ts';
import { listTargets } from '../../../lib/data/targets.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('targets');
  return { title: t('title') };
}

export default async function TargetsPage() {
  const [user, t] = await Promise.all([pageFor('target.read'), getTranslations('targets')]);
  if (!user) return <NotForRole title={t('title')} />;
  const targets = await listTargets();
  const add =
    user.role === 'admin' ? (
      <ButtonLink href="/targets/new" variant={targets.length > 0 ? 'default' : 'primary'}>
        <Plus aria-hidden className="size-4" />
        {t('add')}
      </ButtonLink>
    ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={targets.length > 0 ? add : null}
      />
      {targets.length > 0 ? (
        <TargetTable targets={targets} />
      ) : (
        <Panel>
          <EmptyState icon={DatabaseZap} title={t('empty')} action={add}>
            {t('emptyText')}
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
