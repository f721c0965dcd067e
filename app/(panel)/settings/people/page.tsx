import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddPerson } from '../../../../components/settings/add-person.tsx';
import { PeopleTable } from '../../../../components/settings/people-table.tsx';
import { NotForRole } from '../../../../components/shell/not-for-role.tsx';
import { PageHeader } from '../../../../components/ui/page-header.tsx';
import { pageFor } from '../../../../lib/data/session.ts';
import { listUsers } from '../../../../lib/data/users.ts';
import { changeRole, createUser, disableUser, resetPassword } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.people');
  return { title: t('title') };
}

export default async function PeoplePage() {
  const [user, t] = await Promise.all([pageFor('user.read'), getTranslations('settings.people')]);
  if (!user) return <NotForRole title={t('title')} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<AddPerson createUser={createUser} />}
      />
      <PeopleTable people={await listUsers()} actions={{ changeRole, resetPassword, disableUser }} />
    </>
  );
}
