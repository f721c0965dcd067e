import { useTranslations } from 'next-intl';
import { useFormat } from '../ui/format.ts';
import type { EventTools } from './event-words.ts';

/** What eventWords needs, out of the page's own language. */
export function useEventTools(): EventTools {
  return {
    runs: useTranslations('runs'),
    stages: useTranslations('stages'),
    runStatus: useTranslations('runStatus'),
    tableState: useTranslations('tableState'),
    all: useTranslations() as unknown as EventTools['all'],
    format: useFormat(),
  };
}
