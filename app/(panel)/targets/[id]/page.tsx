import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MigrationLinks } from '../../../../components/overview/migration-links.tsx';
import { ProbePanel } from '../../../../components/probe/probe-panel.tsx';
import { TestButton } from '../../../../components/probe/test-button.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { HealthChip } from '../../../../components/state/health-chip.tsx';
import { EditTarget } from '../../../../components/targets/edit-target.tsx';
import { LeftoversPanel } from '../../../../components/targets/leftovers.tsx';
import { TargetFacts } from '../../../../components/targets/target-facts.tsx';
import { TargetHealthPanel } from '../../../../components/targets/target-health.tsx';
import { ButtonLink } from '../../../../components/ui/button.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { RemoveButton } from '../../../../components/ui/remove-button.tsx';
import { pageFor } from '../../../../lib/data/session.ts';
import { getTarget } from '../../../../lib/data/targets.ts';
import { cleanTarget, editTarget, lookForLeftovers, removeTarget, testTarget } from '../actions.ts';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const target = await getTarget((await params).id);
  return { title: target?.name };
}

export default async function TargetPage({ params }: Props) {
  const [user, t] = await Promise.all([pageFor('target.read'), getTranslations('targets')]);
  if (!user) return <NotForRole title={t('title')} />;
  const target = await getTarget((await params).id);
  if (!target) notFound();
  const { id, name, health, lastProbe, permissions } = target;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/targets' }]}
        title={name}
        chips={<HealthChip health={health} probe={lastProbe} />}
        actions={
          <>
            <EditTarget target={target} editTarget={editTarget} />
            <RemoveButton
              id={id}
              title={t('removeTitle', { name })}
              text={t('removeText')}
              permission={permissions.remove}
              remove={removeTarget}
              then="/targets"
            />
            {permissions.migrate.allowed ? (
              <ButtonLink href={`/migrations/new?target=${id}`} variant="primary">
                {t('migrate')}
                <ArrowRight aria-hidden className="size-4" />
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid gap-4">
          <ProbePanel
            kind="target"
            latest={lastProbe}
            action={<TestButton id={id} latest={lastProbe} permission={permissions.test} test={testTarget} />}
          />
          <MigrationLinks migrations={target.migrations} />
          <LeftoversPanel
            id={id}
            permission={permissions.clean}
            actions={{ lookForLeftovers, cleanTarget }}
          />
        </div>
        <div className="grid gap-4">
          <TargetFacts target={target} />
          <TargetHealthPanel id={id} />
        </div>
      </div>
    </>
  );
}
