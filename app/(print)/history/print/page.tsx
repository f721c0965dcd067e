import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HistoryDocument } from '../../../../components/history/history-document.tsx';
import {
  isFiltered,
  readFilter,
  type SearchParams,
  withFilters,
} from '../../../../components/history/history-url.ts';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { firstRuns } from '../../../../lib/data/history.ts';
import { pageFor } from '../../../../lib/data/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('history'))('title') };
}

/** The list as the filters leave it, for paper. */
export default async function HistoryPrintPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('history'))('title')} />;
  const params = await searchParams;
  const filter = readFilter(params);
  const { runs, more } = await firstRuns(filter);
  return (
    <HistoryDocument
      {...{ runs, more }}
      filtered={isFiltered(filter)}
      reader={user.name}
      at={Date.now()}
      back={withFilters('/history', params, {})}
    />
  );
}
