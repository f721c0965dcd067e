import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { Logo } from '../shell/logo.tsx';
import { PreferenceKeeper } from '../shell/preference-keeper.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';

/** The pages before anybody is signed in: the name, one panel, language and theme. */
export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('auth');
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto]">
      <PreferenceKeeper locale={null} theme={null} />
      <header className="flex items-center justify-end gap-1 p-3 sm:p-4">
        <LanguageSwitch />
        <ThemeMenu />
      </header>
      <main id="content" className="grid content-center justify-items-center px-4 py-6">
        <div className="mb-7 flex flex-col items-center text-center">
          <span className="mb-3 inline-flex size-14 items-center justify-center rounded-xl border border-line bg-panel text-accent shadow-lift">
            <Logo className="size-9" />
          </span>
          <p className="font-semibold text-2xl tracking-tight">Howdah</p>
          <p className="mt-1 text-balance text-ink-2">{t('tagline')}</p>
        </div>
        {children}
      </main>
      <footer className="p-4 text-center text-ink-3 text-xs">{t('foot')}</footer>
    </div>
  );
}
