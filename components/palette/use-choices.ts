import {
  ArrowRightLeft,
  Database,
  FileBox,
  FilePlus2,
  FolderKanban,
  FolderPlus,
  Languages,
  LogOut,
  type LucideIcon,
  Play,
  Plus,
  SunMoon,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { SessionUser } from '../../lib/data/dto/person.ts';
import type { Act, Found, HitKind, RunHit } from '../../lib/data/dto/search.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import { leave } from '../shell/leave.ts';
import { settingsPages, WORK_PAGES } from '../shell/nav-items.ts';
import { THEMES, useChosenTheme } from '../shell/use-chosen-theme.ts';
import { LANGUAGE_NAMES, useLanguage } from '../shell/use-language.ts';
import { matches } from './words.ts';

export interface Choice {
  /** Once in the whole list. */
  id: string;
  label: string;
  icon: LucideIcon;
  /** Leads to a page, or does something here. */
  to: string | (() => void);
  run?: RunHit;
}

export interface ChoiceGroup {
  key: 'do' | 'pages' | 'runs' | 'withThese' | HitKind;
  choices: Choice[];
}

const THING_ICONS: Record<HitKind, LucideIcon> = {
  project: FolderKanban,
  source: FileBox,
  target: Database,
  migration: ArrowRightLeft,
};

export interface PaletteProps {
  user: SessionUser;
  /** What this person may do of what can be offered. */
  acts: readonly Act[];
  actions: Pick<PanelActions, 'setLocale' | 'setTheme' | 'signOut'>;
}

/** Everything one may go to or do, held against the words typed. */
export function useChoices(
  { user, acts, actions }: PaletteProps,
  words: readonly string[],
  found: Found,
): ChoiceGroup[] {
  const t = useTranslations('palette');
  const shell = useTranslations('shell');
  const language = useLanguage(actions.setLocale);
  const theme = useChosenTheme(actions.setTheme);

  const making: (Choice & { act: Act })[] = [
    {
      act: 'migration.create',
      id: 'new-migration',
      label: t('acts.newMigration'),
      icon: Plus,
      to: '/migrations/new',
    },
    { act: 'source.add', id: 'add-source', label: t('acts.addSource'), icon: FilePlus2, to: '/sources/new' },
    { act: 'target.add', id: 'add-target', label: t('acts.addTarget'), icon: Database, to: '/targets/new' },
    {
      act: 'project.create',
      id: 'new-project',
      label: t('acts.newProject'),
      icon: FolderPlus,
      to: '/projects?do=create',
    },
  ];
  const withThings: Choice[] = [
    ...found.runAll.map(({ id, name }) => ({
      id: `run-all ${id}`,
      label: `${t('acts.runAll')} ${name}`,
      icon: Play,
      to: `/projects/${id}?do=full`,
    })),
    ...found.rollBack.map((run) => ({
      id: `roll-back ${run.id}`,
      label: `${t('acts.rollBack')} ${run.name}`,
      icon: Undo2,
      to: `/runs/${run.id}?do=rollback`,
      run,
    })),
  ];
  const own: Choice[] = [
    ...THEMES.filter((value) => value !== theme.shown).map((value) => ({
      id: `theme ${value}`,
      label: t('acts.theme', { theme: shell(`themes.${value}`) }),
      icon: SunMoon,
      to: () => theme.choose(value),
    })),
    ...LOCALES.filter((locale) => locale !== language.current).map((locale) => ({
      id: `language ${locale}`,
      label: t('acts.language', { language: LANGUAGE_NAMES[locale] }),
      icon: Languages,
      to: () => language.choose(locale),
    })),
    { id: 'sign-out', label: shell('signOut'), icon: LogOut, to: () => void leave(actions.signOut) },
  ];
  const pages = [...WORK_PAGES, ...settingsPages(user.role)].map(({ key, href, icon }) => ({
    id: `page ${href}`,
    label: shell(`nav.${key}`),
    icon,
    to: href,
  }));
  const things = (['project', 'source', 'target', 'migration'] as const).map((kind) => ({
    key: kind,
    choices: found.things
      .filter((thing) => thing.kind === kind)
      .map(({ id, name }) => ({
        id: `${kind} ${id}`,
        label: name,
        icon: THING_ICONS[kind],
        to: `/${kind}s/${id}`,
      })),
  }));
  const runs: Choice[] = found.runs.map((run) => ({
    id: `run ${run.id}`,
    label: run.name,
    icon: Play,
    to: `/runs/${run.id}`,
    run,
  }));
  const allowed = making.filter(({ act }) => acts.includes(act));
  const groups: ChoiceGroup[] = [
    { key: 'pages', choices: pages },
    { key: 'do', choices: [...allowed, ...own] },
    ...things,
    { key: 'runs', choices: runs },
    { key: 'withThese', choices: withThings },
  ];
  // With nothing typed, what one may want to begin comes first.
  if (words.length === 0) groups.unshift(...groups.splice(1, 1));
  return groups
    .map(({ key, choices }) => ({
      key,
      choices: choices.filter(({ label, run }) => matches(run ? `${label} ${run.id}` : label, words)),
    }))
    .filter(({ choices }) => choices.length > 0);
}
