import type messages from '../../messages/en.json';
import type { Locale } from '../data/dto/person.ts';

// Keys that do not exist are errors of the compiler.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
