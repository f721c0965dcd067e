import { Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunMeta } from '../../lib/data/dto/run-live.ts';
import type { RunState } from '../../lib/engine/events.ts';
import { isActive } from './run-figures.ts';
import { saidStatus } from './run-status.tsx';
import { waitingWords } from './waiting-reason.ts';

/** What holds it up, in words, beside how fast it is. */
export function RunWaiting({ state, meta }: { state: RunState; meta: RunMeta }) {
  const t = useTranslations('runs');
  if (!isActive(state)) return null;
  const reason = state.waiting && waitingWords(state.waiting, (key, values) => t(`waiting.${key}`, values));
  const said = saidStatus({ kind: state.kind, status: state.status, meta });
  const words =
    said === 'interrupted' || said === 'cancelling' || said === 'pausing' || said === 'resuming'
      ? t(`waiting.${said}`)
      : said === 'paused'
        ? t('waiting.paused', { by: meta.pause?.by?.name ?? '—' })
        : reason
          ? t('waitsFor', { reason })
          : state.status === 'queued'
            ? t('waiting.queued')
            : null;
  return (
    <p
      aria-live="polite"
      className={`mt-3 flex items-start gap-2 text-sm ${words ? 'font-medium text-attention' : 'text-ink-3'}`}
    >
      {words ? <Hourglass aria-hidden className="mt-0.5 size-3.5 shrink-0" /> : null}
      <span className="min-w-0 break-words">{words ?? t('waiting.nothing')}</span>
    </p>
  );
}
