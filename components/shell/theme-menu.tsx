'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Theme } from '../../lib/data/dto/person.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { Menu, MenuChoice } from '../ui/menu.tsx';

const ICONS = { light: Sun, dark: Moon, system: Monitor };
const never = () => () => {};

export function ThemeMenu({
  save,
  side,
  labelled = false,
}: {
  save?: PanelActions['setTheme'];
  side?: 'top' | 'bottom';
  labelled?: boolean;
}) {
  const t = useTranslations('shell');
  const { theme = 'system', setTheme } = useTheme();
  // What the browser remembers is not known where the page is first written.
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const shown = (known ? theme : 'system') as Theme;
  const Icon = ICONS[shown];
  const choose = (next: Theme) => {
    setTheme(next);
    void save?.({ theme: next });
  };
  return (
    <Menu
      side={side}
      trigger={
        <button
          type="button"
          aria-label={labelled ? undefined : t('theme')}
          title={t('theme')}
          className={buttonStyle({ variant: labelled ? 'default' : 'ghost', size: 'sm', icon: !labelled })}
        >
          <Icon aria-hidden className="size-4" />
          {labelled ? t(`themes.${shown}`) : null}
        </button>
      }
    >
      <MenuChoice<Theme>
        label={t('theme')}
        value={shown}
        onChange={choose}
        choices={[
          { value: 'system', label: t('themes.system') },
          { value: 'light', label: t('themes.light') },
          { value: 'dark', label: t('themes.dark') },
        ]}
      />
    </Menu>
  );
}
