import { Download, History, Printer } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ChooseRun } from '../../../components/history/choose-run.tsx';
import { CompareBar } from '../../../components/history/compare-bar.tsx';
import { HistoryFilters } from '../../../components/history/history-filters.tsx';
import {
  isFiltered,
  readChosen,
  readFilter,
  type SearchParams,
  withCursor,
  withFilters,
} from '../../../components/history/history-url.ts';
import { PageLink } from '../../../components/history/page-link.tsx';
import type { NamedRun } from '../../../components/history/use-chosen.ts';
import { RunList } from '../../../components/runs/run-list.tsx';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import type { RunRow } from '../../../lib/data/dto/run.ts';
import { historyChoices, namedRuns } from '../../../lib/data/history.ts';
import { listRuns } from '../../../lib/data/runs.ts';
import { pageFor } from '../../../lib/data/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history');
  return { title: t('title') };
}

export default async function HistoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('history'))('title')} />;
  const params = await searchParams;
  const filter = readFilter(params);
  const [{ runs, next }, choices, chosen, t] = await Promise.all([
    listRuns(filter),
    historyChoices(filter),
    namedRuns(readChosen(params)),
    getTranslations('history'),
  ]);
  const filtered = isFiltered(filter);
  const found = [t('found', { count: runs.length }), next ? t('more') : null].filter(Boolean).join(' ');
  const known = [...chosen, ...runs].map(named);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={
          <>
            {(['csv', 'json'] as const).map((as) => (
              <ButtonLink
                key={as}
                href={withFilters('/api/history/export', params, { format: as, a: null, b: null })}
                prefetch={false}
                download
              >
                <Download aria-hidden className="size-4" />
                {t(as)}
              </ButtonLink>
            ))}
            <ButtonLink href={withFilters('/history/print', params, { a: null, b: null })}>
              <Printer aria-hidden className="size-4" />
              {t('paper')}
            </ButtonLink>
          </>
        }
      />
      <HistoryFilters {...{ params, filtered, choices }} />
      <Panel title={found} flush aside={runs.length > 0 ? <CompareBar known={known} /> : null}>
        {runs.length > 0 ? (
          <RunList runs={runs} before={(run) => <ChooseRun run={named(run)} />} />
        ) : (
          <EmptyState
            icon={History}
            title={t(filtered ? 'none.title' : 'empty.title')}
            action={
              filtered ? (
                <ButtonLink href="/history">{t('clear')}</ButtonLink>
              ) : user.role === 'admin' ? (
                <ButtonLink variant="primary" href="/migrations/new">
                  {t('empty.action')}
                </ButtonLink>
              ) : null
            }
          >
            {t(filtered ? 'none.text' : 'empty.text')}
          </EmptyState>
        )}
      </Panel>
      <nav aria-label={t('pages')} className="mt-4 flex gap-2 empty:hidden">
        {filter.cursor ? <PageLink href={withCursor(params, null)}>{t('newest')}</PageLink> : null}
        {next ? <PageLink href={withCursor(params, next)}>{t('older')}</PageLink> : null}
      </nav>
    </>
  );
}

function named({ id, migration, kind, queuedAt }: RunRow): NamedRun {
  return { id, name: migration.name, kind, at: queuedAt };
}
