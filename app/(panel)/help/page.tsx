import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HelpView } from '../../../components/help/help-view.tsx';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { pageFor } from '../../../lib/data/session.ts';
import { tourOffer } from '../../../lib/data/tour.ts';
import { panelVersions } from '../../../lib/data/versions.ts';
import { setTour } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('help');
  return { title: t('title') };
}

export default async function HelpPage() {
  const user = await pageFor('overview.read');
  if (!user) return <NotForRole title={(await getTranslations('help'))('title')} />;
  const [versions, tour] = await Promise.all([panelVersions(), tourOffer()]);
  return <HelpView {...{ versions, tour, setTour }} />;
}
