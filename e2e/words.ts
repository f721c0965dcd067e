/** The panel's own catalogues: journeys look for what a person reads, in the language they chose. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Locale = 'en' | 'ru';
export type Say = (key: string, params?: Record<string, string>) => string;

/** By dotted key, with simple places filled; throws where the catalogue has no such words. */
export function words(locale: Locale): Say {
  const file = path.join(import.meta.dirname, '..', 'messages', `${locale}.json`);
  const catalogue: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (key, params = {}) => {
    const found = key
      .split('.')
      .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], catalogue);
    if (typeof found !== 'string') throw new Error(`no words for ${key} in ${locale}`);
    return found.replaceAll("''", "'").replace(/\{(\w+)\}/g, (place, name: string) => params[name] ?? place);
  };
}

/** The languages as the switch calls them. */
export const LANGUAGES: Record<Locale, string> = { en: 'English', ru: 'Русский' };
