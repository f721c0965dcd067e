'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Locale } from '../../lib/data/dto/person.ts';
import { LOCALE_COOKIE, LOCALES } from '../../lib/i18n/locales.ts';
import { cn } from '../ui/cn.ts';
import { keepCookie } from './cookies.ts';

const NAMES: Record<Locale, string> = { en: 'English', ru: 'Русский' };

/** RU · EN. The cookie takes effect at once; signed in, the choice is also kept with the account. */
export function LanguageSwitch({ save }: { save?: PanelActions['setLocale'] }) {
  const t = useTranslations('shell');
  const router = useRouter();
  const current = useLocale();
  const [changing, startTransition] = useTransition();
  const choose = (locale: Locale) => {
    keepCookie(LOCALE_COOKIE, locale);
    startTransition(async () => {
      await save?.({ locale });
      router.refresh();
    });
  };
  return (
    <fieldset className="inline-flex rounded-md border border-line-strong p-px" aria-busy={changing}>
      <legend className="sr-only">{t('language')}</legend>
      {LOCALES.toReversed().map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          // What is seen is part of what is heard, so that one can ask for it by voice.
          aria-label={`${locale}: ${NAMES[locale]}`}
          title={NAMES[locale]}
          onClick={() => choose(locale)}
          className={cn(
            'h-6 rounded-[5px] px-1.5 font-medium text-xs uppercase pointer-coarse:h-9 pointer-coarse:px-3',
            locale === current ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:text-ink',
          )}
        >
          {locale}
        </button>
      ))}
    </fieldset>
  );
}
