import type { ReactNode } from 'react';
import { LiveOverviewProvider } from '../../components/shell/live-overview.tsx';
import { PreferenceKeeper } from '../../components/shell/preference-keeper.tsx';
import { Shell } from '../../components/shell/shell.tsx';
import { may } from '../../lib/auth/permissions.ts';
import { ACTS } from '../../lib/data/dto/search.ts';
import { getOverview } from '../../lib/data/overview.ts';
import { requireUser } from '../../lib/data/session.ts';
import { setLocale, setTheme, signOut } from './actions.ts';

export default async function PanelLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  return (
    <LiveOverviewProvider initial={await getOverview()}>
      <PreferenceKeeper locale={user.locale} theme={user.theme} />
      <Shell
        user={user}
        acts={ACTS.filter((act) => may(user.role, act))}
        actions={{ setLocale, setTheme, signOut }}
      >
        {children}
      </Shell>
    </LiveOverviewProvider>
  );
}
