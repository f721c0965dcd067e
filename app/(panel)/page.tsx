import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OverviewView } from '../../components/overview/overview-view.tsx';
import { requireUser } from '../../lib/data/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

/** Its data come with the layout, which keeps them live. */
export default async function OverviewPage() {
  const { role } = await requireUser();
  return <OverviewView role={role} />;
}
