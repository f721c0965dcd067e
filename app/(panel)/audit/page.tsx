import { Download, ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AuditFilters } from '../../../components/audit/audit-filters.tsx';
import { AuditTable } from '../../../components/audit/audit-table.tsx';
import {
  isFiltered,
  readFilter,
  type SearchParams,
  withFilter,
} from '../../../components/audit/audit-url.ts';
import { ChainPanel } from '../../../components/audit/chain-panel.tsx';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { AUDITED } from '../../../lib/auth/permissions.ts';
import { checkAudit, listAudit } from '../../../lib/data/audit.ts';
import { pageFor } from '../../../lib/data/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit');
  return { title: t('title') };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageFor('audit.read');
  const t = await getTranslations('audit');
  if (!user) return <NotForRole title={t('title')} />;
  const params = await searchParams;
  const filter = readFilter(params);
  const { entries, next } = await listAudit(filter);
  const filtered = isFiltered(filter);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={(['csv', 'json'] as const).map((format) => (
          <ButtonLink
            key={format}
            href={withFilter('/api/audit/export', params, { format })}
            prefetch={false}
            download
          >
            <Download aria-hidden className="size-4" />
            {t(format)}
          </ButtonLink>
        ))}
      />
      <Suspense fallback={<Skeleton className="mb-4 h-28 w-full" />}>
        <Chain />
      </Suspense>
      <AuditFilters params={params} filtered={filtered} actions={[...AUDITED]} />
      <Panel flush>
        {entries.length > 0 ? (
          <AuditTable entries={entries} />
        ) : (
          <EmptyState
            icon={ScrollText}
            title={t('none.title')}
            action={filtered ? <ButtonLink href="/audit">{t('clear')}</ButtonLink> : null}
          >
            {t('none.text')}
          </EmptyState>
        )}
      </Panel>
      <nav aria-label={t('pages')} className="mt-4 flex gap-2 empty:hidden">
        {filter.cursor ? (
          <ButtonLink href={withFilter('/audit', params, { cursor: null })}>{t('newest')}</ButtonLink>
        ) : null}
        {next ? (
          <ButtonLink href={withFilter('/audit', params, { cursor: next })}>{t('older')}</ButtonLink>
        ) : null}
      </nav>
    </>
  );
}

/** By itself, because it reads every entry. */
async function Chain() {
  return <ChainPanel chain={await checkAudit()} />;
}
