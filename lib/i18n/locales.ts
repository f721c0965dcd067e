/** The languages of the panel and the cookies that remember a choice before and after signing in. */
import type { Locale } from '../data/dto/person.ts';

export const LOCALES = ['en', 'ru'] as const satisfies readonly Locale[];
export const LOCALE_COOKIE = 'locale';
/** IANA name of the browser's zone, so that the server writes times as the person reads them. */
export const TIME_ZONE_COOKIE = 'timezone';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The first language of an Accept-Language header that the panel speaks; English otherwise. */
export function localeOfHeader(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().toLowerCase().split(';');
      const quality = settings.find((setting) => setting.trim().startsWith('q='));
      return { tag, quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const language = tag.split('-')[0];
    if (isLocale(language)) return language;
  }
  return 'en';
}

/** A zone that Intl knows, else UTC: the cookie comes from outside. */
export function timeZoneOf(cookie: string | undefined): string {
  if (!cookie) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: cookie }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
