'use client';

import { useTranslations } from 'next-intl';
import type { RunEvent } from '../../lib/engine/events.ts';
import { cn } from '../ui/cn.ts';
import { useFormat } from '../ui/format.ts';
import { ClockTime } from '../ui/time.tsx';
import type { TimelineEntry } from './timeline-entries.ts';
import { waitingWords } from './waiting-reason.ts';

/** Latest first. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const t = useTranslations('runs.timeline');
  const say = useEventWords();
  if (entries.length === 0) return <p className="px-4 py-6 text-center text-ink-2 text-sm">{t('empty')}</p>;
  return (
    <ol className="divide-y divide-line px-4">
      {entries.toReversed().map(({ seq, event }) => (
        <li key={seq} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-2 text-sm">
          <span className="mono text-ink-3">
            <ClockTime at={event.at} />
          </span>
          <span className={cn('break-words', isBad(event) && 'font-medium text-bad')}>{say(event)}</span>
        </li>
      ))}
    </ol>
  );
}

function isBad(event: RunEvent): boolean {
  if (event.type === 'run-ended') return event.outcome === 'failed';
  if (event.type === 'log') return event.level === 'error';
  if (event.type === 'table-verified') return !same(event);
  if (event.type === 'finalise-failed') return true;
  return event.type === 'rollback-failed' || (event.type === 'table-state' && event.state === 'failed');
}

function verdictOf(event: Extract<RunEvent, { type: 'table-verified' }>): 'match' | 'counts' | 'differs' {
  if (!same(event)) return 'differs';
  return event.verification.content === 'match' ? 'match' : 'counts';
}

function same({ verification }: Extract<RunEvent, { type: 'table-verified' }>): boolean {
  return (
    verification.count === 'match' && verification.content !== 'differs' && verification.content !== 'error'
  );
}

const SHORT_HASH = 12;

function useEventWords(): (event: RunEvent) => string {
  const t = useTranslations('runs.timeline');
  const waiting = useTranslations('runs.waiting');
  const stage = useTranslations('stages');
  const status = useTranslations('runStatus');
  const tableState = useTranslations('tableState');
  const { bytes, seconds, milliseconds } = useFormat();
  return (event) => {
    switch (event.type) {
      case 'run-started':
        return t('run-started', { resumed: String(event.resumed) });
      case 'stage-started':
        return t('stage-started', { stage: stage(event.stage) });
      case 'stage-done':
        return t('stage-done', { stage: stage(event.stage), duration: seconds(event.seconds) });
      case 'snapshot-made':
        return t('snapshot-made', {
          bytes: bytes(event.bytes),
          sha: `${event.sha256.slice(0, SHORT_HASH)}…`,
        });
      case 'plan-made':
        return t('plan-made', { hash: event.hash.slice(0, SHORT_HASH), count: event.tables.length });
      case 'table-state':
        return t('table-state', { table: event.table, state: tableState(event.state) });
      case 'object-made':
        return t('object-made', {
          name: event.name,
          table: event.table,
          duration: milliseconds(event.seconds * 1000),
        });
      case 'table-verified':
        return t('table-verified', {
          table: event.verification.table,
          verdict: verdictOf(event),
        });
      case 'waiting':
        return t('waiting', {
          waits: String(event.reason !== null),
          reason: waitingWords(event.reason ?? '', waiting),
        });
      case 'connections':
        return t('connections', {
          most: event.most,
          free: event.free,
          jobs: event.jobs,
          wanted: event.wanted,
          fewer: String(event.jobs < event.wanted),
        });
      case 'log':
        return event.message;
      case 'cut-over':
        return t('cut-over', { tables: event.tables, replaced: event.replaced });
      case 'run-ended':
        return t('run-ended', { status: status(event.outcome) });
      case 'paused':
      case 'resumed':
        return t(event.type);
      case 'finalised':
        return t('finalised', { tables: event.tables, bytes: bytes(event.bytes) });
      case 'finalise-failed':
        return t('finalise-failed', { code: event.error.code });
      case 'rollback-started':
        return t('rollback-started', { reason: event.reason });
      case 'rollback-done':
        return t('rollback-done', { restored: event.restored });
      case 'rollback-failed':
        return t('rollback-failed', { code: event.error.code });
      case 'stage-progress':
      case 'tables-progress':
        return '';
    }
  };
}
