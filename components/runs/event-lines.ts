/** How serious an event is, which stage and which table it belongs to: what a log is filtered by. Pure. */
import type { RunEvent, StageState } from '../../lib/engine/events.ts';
import type { Stage } from '../../lib/engine/types.ts';
import { isSame } from './event-words.ts';

export const LEVELS = ['info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(event: RunEvent): Level {
  switch (event.type) {
    case 'log':
      return event.level;
    case 'run-ended':
      return event.outcome === 'failed' ? 'error' : event.outcome === 'cancelled' ? 'warn' : 'info';
    case 'table-verified':
      return isSame(event) ? 'info' : 'error';
    case 'table-state':
      return event.state === 'failed' ? 'error' : 'info';
    case 'rollback-failed':
    case 'finalise-failed':
      return 'error';
    case 'waiting':
      return event.reason === null ? 'info' : 'warn';
    case 'connections':
      return event.jobs < event.wanted ? 'warn' : 'info';
    case 'rollback-started':
      return 'warn';
    case 'paused':
      return event.error ? 'error' : 'warn';
    default:
      return 'info';
  }
}

export function tableOf(event: RunEvent): string | null {
  if (event.type === 'table-verified') return event.verification.table;
  return 'table' in event && event.table !== '' ? event.table : null;
}

/** What says its stage itself; of the others, the one that had begun last when it happened. */
export function stageOf(event: RunEvent, stages: StageState[]): Stage | null {
  switch (event.type) {
    case 'stage-started':
    case 'stage-progress':
    case 'stage-done':
      return event.stage;
    case 'snapshot-made':
      return 'snapshot';
    case 'plan-made':
      return 'plan';
    case 'tables-progress':
      return 'copy';
    case 'object-made':
      return 'constraints';
    case 'table-verified':
      return 'verify';
    case 'cut-over':
      return 'cutover';
    case 'table-state':
      return (
        ({ copying: 'copy', indexing: 'copy', creating: 'schema', verifying: 'verify' }[
          event.state as string
        ] as Stage | undefined) ?? 'verify'
      );
    case 'log':
    case 'waiting':
      return startedBefore(event.at, stages);
    default:
      return null;
  }
}

function startedBefore(at: number, stages: StageState[]): Stage | null {
  const begun = stages.filter(({ startedAt }) => startedAt !== null && startedAt <= at);
  return begun.sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0]?.name ?? null;
}
