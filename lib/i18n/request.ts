/** What next-intl asks for each request: language by cookie, else by browser; the zone of the person's clock. */
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { isLocale, LOCALE_COOKIE, localeOfHeader, TIME_ZONE_COOKIE, timeZoneOf } from './locales.ts';

export default getRequestConfig(async () => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const chosen = jar.get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen) ? chosen : localeOfHeader(sent.get('accept-language'));
  const { default: messages } =
    locale === 'ru' ? await import('../../messages/ru.json') : await import('../../messages/en.json');
  return { locale, messages, timeZone: timeZoneOf(jar.get(TIME_ZONE_COOKIE)?.value), now: new Date() };
});
