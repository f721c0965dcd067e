'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTimeZone } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import type { Locale, Theme } from '../../lib/data/dto/person.ts';
import { LOCALE_COOKIE, TIME_ZONE_COOKIE } from '../../lib/i18n/locales.ts';
import { keepCookie, readCookie } from './cookies.ts';

/** Brings what a person chose elsewhere, and this browser's time zone, to where the server reads them. */
export function PreferenceKeeper({ locale, theme }: { locale: Locale | null; theme: Theme | null }) {
  const router = useRouter();
  const shownLocale = useLocale();
  const shownZone = useTimeZone();
  const { setTheme } = useTheme();
  useEffect(() => {
    let changed = false;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone && readCookie(TIME_ZONE_COOKIE) !== zone) {
      keepCookie(TIME_ZONE_COOKIE, zone);
      changed = zone !== shownZone;
    }
    if (locale && readCookie(LOCALE_COOKIE) === null) {
      keepCookie(LOCALE_COOKIE, locale);
      changed ||= locale !== shownLocale;
    }
    if (theme && theme !== 'system' && localStorage.getItem('theme') === null) setTheme(theme);
    if (changed) router.refresh();
  }, [locale, theme, shownLocale, shownZone, router, setTheme]);
  return null;
}
