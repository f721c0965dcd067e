import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MigrationLinks } from '../../../../components/overview/migration-links.tsx';
import { ProbePanel } from '../../../../components/probe/probe-panel.tsx';
import { TestButton } from '../../../../components/probe/test-button.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { SourceFacts } from '../../../../components/sources/source-facts.tsx';
import { SourceTables } from '../../../../components/sources/source-tables.tsx';
import { HealthChip } from '../../../../components/state/health-chip.tsx';
import { ButtonLink } from '../../../../components/ui/button.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { RemoveButton } from '../../../../components/ui/remove-button.tsx';
import { pageFor } from '../../../../lib/data/session.ts';
import { getSource } from '../../../../lib/data/sources.ts';
import { removeSource, testSource } from '../actions.ts';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const source = await getSource((await params).id);
  return { title: source?.name };
}

export default async function SourcePage({ params }: Props) {
  const [user, t] = await Promise.all([pageFor('source.read'), getTranslations('sources')]);
  if (!user) return <NotForRole title={t('title')} />;
  const source = await getSource((await params).id);
  if (!source) notFound();
  const { id, name, health, lastProbe, permissions } = source;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/sources' }]}
        title={name}
        chips={<HealthChip health={health} probe={lastProbe} />}
        actions={
          <>
            <RemoveButton
              id={id}
              title={t('removeTitle', { name })}
              text={t(source.kind === 'upload' ? 'removeUploadText' : 'removeText')}
              permission={permissions.remove}
              remove={removeSource}
              then="/sources"
            />
            {permissions.migrate.allowed ? (
              <ButtonLink href={`/migrations/new?source=${id}`} variant="primary">
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
            kind="source"
            latest={lastProbe}
            action={<TestButton id={id} latest={lastProbe} permission={permissions.test} test={testSource} />}
          />
          <SourceTables tables={source.tables} />
        </div>
        <div className="grid gap-4">
          <SourceFacts source={source} />
          <MigrationLinks migrations={source.migrations} />
        </div>
      </div>
    </>
  );
}
