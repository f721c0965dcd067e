'use client';

import { useTranslations } from 'next-intl';
import { cn } from '../ui/cn.ts';
import { ClockTime } from '../ui/time.tsx';
import { levelOf } from './event-lines.ts';
import { eventWords } from './event-words.ts';
import type { TimelineEntry } from './timeline-entries.ts';
import { useEventTools } from './use-event-tools.ts';

/** Latest first. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const t = useTranslations('runs.timeline');
  const tools = useEventTools();
  if (entries.length === 0) return <p className="px-4 py-6 text-center text-ink-2 text-sm">{t('empty')}</p>;
  return (
    <ol className="divide-y divide-line px-4">
      {entries.toReversed().map(({ seq, event }) => (
        <li key={seq} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-2 text-sm">
          <span className="mono text-ink-3">
            <ClockTime at={event.at} />
          </span>
          <span className={cn('break-words', levelOf(event) === 'error' && 'font-medium text-bad')}>
            {eventWords(event, tools)}
          </span>
        </li>
      ))}
    </ol>
  );
}
