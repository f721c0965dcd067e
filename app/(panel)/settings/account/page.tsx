import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AccountPanel } from '../../../../components/settings/account-panel.tsx';
import { PasswordForm } from '../../../../components/settings/password-form.tsx';
import { SessionsPanel } from '../../../../components/settings/sessions-panel.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { listSessions } from '../../../../lib/data/self.ts';
import { pageFor } from '../../../../lib/data/session.ts';
import { changePassword, revokeSession, setLocale, setTheme } from '../../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.account');
  return { title: t('title') };
}

export default async function AccountPage() {
  const [user, t] = await Promise.all([pageFor('self.sessions'), getTranslations('settings.account')]);
  if (!user) return <NotForRole title={t('title')} />;
  const sessions = await listSessions();
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <AccountPanel user={user} actions={{ setLocale, setTheme }} />
        <PasswordForm changePassword={changePassword} />
        <div className="xl:col-span-2">
          <SessionsPanel sessions={sessions} revokeSession={revokeSession} />
        </div>
      </div>
    </>
  );
}
