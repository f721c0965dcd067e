import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { RunState } from '../../lib/engine/events.ts';
import { useFormat } from '../ui/format.ts';

/** What a run changed in its target, or that it changed nothing; null where something else says it. */
export function useOutcomeWords(run: RunDetail, state: RunState): string | null {
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
