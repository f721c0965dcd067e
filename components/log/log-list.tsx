'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect } from 'react';
import type { StageState } from '../../lib/engine/events.ts';
import { Button } from '../ui/button.tsx';
import { LogLine } from './log-line.tsx';
import type { LogHandle } from './use-log.ts';

const LINE_HEIGHT = 33;
/** This near to its end, older ones are fetched. */
const AHEAD = 20;

interface LogListProps {
  log: LogHandle;
  stages: StageState[];
  place: RefObject<HTMLDivElement | null>;
  /** Whether its newest line is in sight. */
  onTop: (atTop: boolean) => void;
}

/** Only the lines that can be seen are drawn, however long the log is. */
export function LogList({ log, stages, place, onTop }: LogListProps) {
  const t = useTranslations('log');
  const entries = log.entries ?? [];
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => place.current,
    getItemKey: (index) => entries[index]?.seq ?? index,
    estimateSize: () => LINE_HEIGHT,
    overscan: 16,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  const nearEnd = entries.length > 0 && last >= entries.length - AHEAD;
  const { loadOlder, older, loading, error } = log;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the handle is another one each time
  useEffect(() => {
    if (nearEnd && older !== null && loading === null && error === null) loadOlder();
  }, [nearEnd, older, loading, error]);
  if (log.entries !== null && entries.length === 0 && older === null) {
    return <p className="px-4 py-8 text-center text-ink-2 text-sm">{t('none')}</p>;
  }
  return (
    <section
      ref={place}
      aria-label={t('title')}
      aria-busy={loading !== null}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => onTop(event.currentTarget.scrollTop < LINE_HEIGHT)}
      className="max-h-[70vh] min-h-40 overflow-auto -outline-offset-2"
    >
      <ol
        style={{
          paddingTop: seen[0]?.start ?? 0,
          paddingBottom: virtual.getTotalSize() - (seen.at(-1)?.end ?? 0),
        }}
      >
        {seen.map(({ index, key }) => {
          const entry = entries[index];
          return entry ? (
            <LogLine
              key={key}
              ref={virtual.measureElement}
              index={index}
              event={entry.event}
              before={entries[index + 1]?.event ?? null}
              stages={stages}
            />
          ) : null;
        })}
      </ol>
      <p className="flex min-h-11 items-center justify-center gap-3 px-4 text-ink-3 text-sm">
        {log.entries === null || loading === 'older' ? (
          t('reading')
        ) : older === null ? (
          t('beginning')
        ) : (
          <Button size="sm" onClick={loadOlder}>
            {t('older')}
          </Button>
        )}
      </p>
    </section>
  );
}
