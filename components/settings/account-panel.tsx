import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { SessionUser } from '../../lib/data/dto/person.ts';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';
import { Facts } from '../ui/facts.tsx';
import { Panel } from '../ui/panel.tsx';

interface AccountPanelProps {
  user: SessionUser;
  actions: Pick<PanelActions, 'setLocale' | 'setTheme'>;
}

/** Who one is here, and how one likes the panel. */
export function AccountPanel({ user, actions }: AccountPanelProps) {
  const t = useTranslations('settings.account');
  const roles = useTranslations('roles');
  const hints = useTranslations('roleHints');
  const shell = useTranslations('shell');
  return (
    <Panel title={t('you')}>
      <Facts
        className="-my-2"
        items={[
          { label: t('name'), value: user.name },
          { label: t('email'), value: user.email },
          {
            label: t('role'),
            value: (
              <>
                {roles(user.role)}
                <p className="text-ink-2 text-sm">{hints(user.role)}</p>
              </>
            ),
          },
          { label: shell('language'), value: <LanguageSwitch save={actions.setLocale} /> },
          { label: shell('theme'), value: <ThemeMenu save={actions.setTheme} labelled /> },
        ]}
      />
    </Panel>
  );
}
