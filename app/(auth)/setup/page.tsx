import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MachineChecks } from '../../../components/auth/machine-checks.tsx';
import { SetupForm } from '../../../components/auth/setup-form.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { getSetup } from '../../../lib/data/setup.ts';
import { setUp } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('setup') };
}

interface SetupPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const setup = await getSetup();
  if (!setup.open) redirect('/sign-in');
  const t = await getTranslations('auth');
  const { token } = await searchParams;
  return (
    <div className="w-full max-w-3xl">
      <h1 className="mb-4 text-center font-semibold text-lg">{t('setup')}</h1>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Panel title={t('firstAdmin')}>
          <SetupForm token={typeof token === 'string' ? token : ''} setUp={setUp} />
        </Panel>
        <Panel title={t('machine')} note={t('machineNote')}>
          <MachineChecks checks={setup.checks} />
        </Panel>
      </div>
    </div>
  );
}
