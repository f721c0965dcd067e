'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Theme } from '../../lib/data/dto/person.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { THEMES, useChosenTheme } from './use-chosen-theme.ts';

const ICONS = { light: Sun, dark: Moon, system: Monitor };

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
  const { shown, choose } = useChosenTheme(save);
  const Icon = ICONS[shown];
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
        choices={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
      />
    </Menu>
  );
}
