import { DatabaseZap, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TargetTable } from '../../../components/targets/target-table.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { requireUser } from '../../../lib/data/session.ts';
import { listTargets } from '../../../lib/data/targets.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('targets');
  return { title: t('title') };
}

export default async function TargetsPage() {
  const [user, targets, t] = await Promise.all([requireUser(), listTargets(), getTranslations('targets')]);
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
