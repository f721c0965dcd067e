import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NotForRole } from '../../../components/shell/not-for-role.tsx';
import { pageFor } from '../../../lib/data/session.ts';

/** Runs have one list: the history. */
export default async function RunsPage() {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('history'))('title')} />;
  redirect('/history');
}
