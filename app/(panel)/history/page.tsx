import { History } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HistoryFilters } from '../../../components/history/history-filters.tsx';
import {
  isFiltered,
  readFilter,
  type SearchParams,
  withCursor,
} from '../../../components/history/history-url.ts';
import { RunList } from '../../../components/runs/run-list.tsx';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty.tsx';
import { PageHeader } from '../../../components/ui/page-header.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import type { RunRow } from '../../../lib/data/dto/run.ts';
import type { Ref } from '../../../lib/data/dto/shared.ts';
import { listRuns } from '../../../lib/data/runs.ts';
import { pageFor } from '../../../lib/data/session.ts';
import { listSources } from '../../../lib/data/sources.ts';
import { listTargets } from '../../../lib/data/targets.ts';
import { listUsers } from '../../../lib/data/users.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history');
  return { title: t('title') };
}

export default async function HistoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('history'))('title')} />;
  const params = await searchParams;
  const filter = readFilter(params);
  const [{ runs, next }, sources, targets, t] = await Promise.all([
    listRuns(filter),
    listSources(),
    listTargets(),
    getTranslations('history'),
  ]);
  // The list of people is the admin's; others choose among those whose runs they see.
  const people = user.role === 'admin' ? await listUsers() : peopleOf(runs);
  const filtered = isFiltered(filter);
  const found = [t('found', { count: runs.length }), next ? t('more') : null].filter(Boolean).join(' ');
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <HistoryFilters {...{ params, filtered, sources, targets, people }} />
      <Panel title={found} flush>
        {runs.length > 0 ? (
          <RunList runs={runs} />
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
        {filter.cursor ? <ButtonLink href={withCursor(params, null)}>{t('newest')}</ButtonLink> : null}
        {next ? <ButtonLink href={withCursor(params, next)}>{t('older')}</ButtonLink> : null}
      </nav>
    </>
  );
}

function peopleOf(runs: RunRow[]): Ref[] {
  const people = new Map(runs.flatMap(({ by }) => (by ? [[by.id, by] as const] : [])));
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}
