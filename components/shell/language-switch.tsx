'use client';

import { useTranslations } from 'next-intl';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import { cn } from '../ui/cn.ts';
import { LANGUAGE_NAMES, useLanguage } from './use-language.ts';

/** RU · EN. */
export function LanguageSwitch({ save }: { save?: PanelActions['setLocale'] }) {
  const t = useTranslations('shell');
  const { current, changing, choose } = useLanguage(save);
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
          aria-label={`${locale}: ${LANGUAGE_NAMES[locale]}`}
          title={LANGUAGE_NAMES[locale]}
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
