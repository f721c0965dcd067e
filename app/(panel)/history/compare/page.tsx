import { GitCompareArrows } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CompareView } from '../../../../components/compare/compare-view.tsx';
import { forComparing } from '../../../../components/compare/for-comparing.ts';
import { readChosen, type SearchParams } from '../../../../components/history/history-url.ts';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { ButtonLink } from '../../../../components/ui/button.tsx';
import { EmptyState } from '../../../../components/ui/empty.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { Panel } from '../../../../components/ui/panel.tsx';
import { getRun } from '../../../../lib/data/runs.ts';
import { pageFor } from '../../../../lib/data/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('compare'))('title') };
}

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageFor('run.read');
  const t = await getTranslations('compare');
  if (!user) return <NotForRole title={t('title')} />;
  const ids = readChosen(await searchParams);
  const runs = (await Promise.all(ids.map(getRun))).filter((run) => run !== null);
  const [a, b] = runs.toSorted((one, other) => one.queuedAt - other.queuedAt);
  const history = await getTranslations('history');
  return (
    <>
      <PageHeader
        crumbs={[{ label: history('title'), href: '/history' }]}
        title={t('title')}
        actions={a && b ? <ButtonLink href={`/history?a=${a.id}&b=${b.id}`}>{t('others')}</ButtonLink> : null}
      />
      {a && b ? (
        <CompareView a={forComparing(a)} b={forComparing(b)} />
      ) : (
        <Panel>
          <EmptyState
            icon={GitCompareArrows}
            title={t('missing.title')}
            action={<ButtonLink href="/history">{t('missing.action')}</ButtonLink>}
          >
            {t('missing.text')}
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
