'use client';

import { Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunMeta } from '../../lib/data/dto/run-live.ts';
import type { RunState } from '../../lib/engine/events.ts';
import { readReason } from '../../lib/engine/waiting.ts';
import { useFormat } from '../ui/format.ts';
import { waitingWords } from './event-words.ts';
import { isActive } from './run-figures.ts';
import { saidStatus } from './run-status.tsx';
import { useEventTools } from './use-event-tools.ts';
import { useNow } from './use-now.ts';

interface RunWaitingProps {
  state: RunState;
  meta: RunMeta;
}

/** What holds it up, in words, beside how fast it is; and for how long already, which is not spoken each second. */
export function RunWaiting({ state, meta }: RunWaitingProps) {
  const t = useTranslations('runs');
  const tools = useEventTools();
  const { seconds } = useFormat();
  const reason = state.waiting === null ? null : waitingWords(readReason(state.waiting), tools);
  const said = saidStatus({ kind: state.kind, status: state.status, meta });
  const words =
    said === 'interrupted' || said === 'cancelling' || said === 'pausing' || said === 'resuming'
      ? t(`waiting.${said}`)
      : said === 'paused'
        ? state.error
          ? t('waiting.held')
          : t('waiting.paused', { by: meta.pause?.by?.name ?? '—' })
        : reason
          ? t('waitsFor', { reason })
          : state.status === 'queued'
            ? t('waiting.queued')
            : null;
  const since = sinceOf(state, meta, said, reason !== null);
  const now = useNow(since ?? 0, isActive(state) && since !== null);
  if (!isActive(state)) return null;
  const age = since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000));
  return (
    <div
      className={`mt-3 flex items-start gap-2 text-sm ${words ? 'font-medium text-attention' : 'text-ink-3'}`}
    >
      {words ? <Hourglass aria-hidden className="mt-0.5 size-3.5 shrink-0" /> : null}
      <p className="min-w-0 break-words">
        <span aria-live="polite">{words ?? t('waiting.nothing')}</span>
        {words && age > 0 ? (
          <span className="font-normal text-ink-2"> · {t('waiting.since', { duration: seconds(age) })}</span>
        ) : null}
      </p>
    </div>
  );
}

/** When what it waits for began; null where nobody knows. */
function sinceOf(
  state: RunState,
  meta: RunMeta,
  said: ReturnType<typeof saidStatus>,
  waits: boolean,
): number | null {
  if (said === 'cancelling') return meta.cancelRequestedAt;
  if (said === 'pausing' || said === 'paused') return meta.pause?.requestedAt ?? null;
  if (said === 'interrupted' || said === 'resuming') return null;
  return waits ? (state.waitingSince ?? null) : null;
}
