import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import type { LiveView } from './live-run.ts';
import { runError } from './run-error.ts';

/** What a person must know of the outcome: what failed and what to do, and what was or was not changed in the target. */
export function RunNotices({ run, live }: { run: RunDetail; live: LiveView }) {
  const t = useTranslations('runs');
  const back = useTranslations('rollback');
  const { state } = live;
  const words = useOutcomeWords(run, live);
  const error = runError(state.error);
  return (
    <div className="mb-4 grid gap-3 empty:hidden">
      {error ? (
        <ErrorPanel
          error={error}
          title={state.status === 'rollback-failed' ? back('failed') : t('failedTitle')}
        />
      ) : null}
      {run.rollback ? (
        <Notice tone="attention" title={state.status === 'rolled-back' ? back('done') : undefined}>
          {back('asked', { name: run.rollback.by?.name ?? '—', text: run.rollback.reason })}
        </Notice>
      ) : null}
      {state.status === 'rolling-back' ? <Notice>{back('running')}</Notice> : null}
      {words ? <Notice>{words}</Notice> : null}
    </div>
  );
}

function useOutcomeWords(run: RunDetail, { state }: LiveView): string | null {
  const t = useTranslations('runs');
  const { dateTime } = useFormat();
  const cutover = state.stages.find(({ name }) => name === 'cutover');
  const cancelledBy = run.cancelledBy ? `${t('cancelledBy', { name: run.cancelledBy.name })} ` : '';
  switch (state.status) {
    case 'queued':
    case 'running':
    case 'paused':
      return state.kind === 'dry' ? t('unchanged.dryRunning') : null;
    case 'failed':
      return cutover?.state === 'done' ? null : t('unchanged.failed');
    case 'cancelled':
      return cancelledBy + t('unchanged.cancelled');
    case 'succeeded':
      if (state.kind !== 'full') return t(`unchanged.${state.kind}`);
      return t('changed', { target: run.target.name, time: dateTime(state.endedAt ?? run.queuedAt) });
    default:
      return null;
  }
}
