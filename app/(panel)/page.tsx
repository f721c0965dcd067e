import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OverviewView } from '../../components/overview/overview-view.tsx';
import { NotForRole } from '../../components/shell/not-for-role.tsx';
import { pageFor } from '../../lib/data/session.ts';
import { getTour } from '../../lib/data/tour.ts';
import { changeSample, setTour } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

/** Its data come with the layout, which keeps them live; only the tour is the page's own. */
export default async function OverviewPage() {
  const user = await pageFor('overview.read');
  if (!user) return <NotForRole title={(await getTranslations('overview'))('title')} />;
  return <OverviewView role={user.role} tour={await getTour()} actions={{ setTour, changeSample }} />;
}
