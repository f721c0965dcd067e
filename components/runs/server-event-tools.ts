import { getFormatter, getTranslations } from 'next-intl/server';
import { formatOf } from '../ui/format.ts';
import type { EventTools } from './event-words.ts';

/** What eventWords needs, in a route: the language of whoever asks. */
export async function serverEventTools(): Promise<EventTools> {
  const [runs, stages, runStatus, tableState, units, all, format] = await Promise.all([
    getTranslations('runs'),
    getTranslations('stages'),
    getTranslations('runStatus'),
    getTranslations('tableState'),
    getTranslations('units'),
    getTranslations(),
    getFormatter(),
  ]);
  return {
    runs,
    stages,
    runStatus,
    tableState,
    all: all as unknown as EventTools['all'],
    format: formatOf(format, units),
  };
}
