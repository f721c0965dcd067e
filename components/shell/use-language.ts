import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { useTransition } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Locale } from '../../lib/data/dto/person.ts';
import { LOCALE_COOKIE } from '../../lib/i18n/locales.ts';
import { keepCookie } from './cookies.ts';

/** Each in its own words. */
export const LANGUAGE_NAMES: Record<Locale, string> = { en: 'English', ru: 'Русский' };

/** The cookie takes effect at once; signed in, the choice is also kept with the account. */
export function useLanguage(save?: PanelActions['setLocale']) {
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
  return { current, changing, choose };
}
