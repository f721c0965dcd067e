/** What of a log is shown, as it stands in the URL. Pure. */
import type { RunEvent, StageState } from '../../lib/engine/events.ts';
import { Stage } from '../../lib/engine/types.ts';
import { LEVELS, type Level, levelOf, stageOf, tableOf } from '../runs/event-lines.ts';

export interface LogFilter {
  /** This serious, or more. */
  level: Level;
  stage: Stage | null;
  table: string;
  text: string;
}

export const LOG_FIELDS = ['level', 'stage', 'table', 'text'] as const;

export function readLogFilter(params: Pick<URLSearchParams, 'get'>): LogFilter {
  const stage = Stage.safeParse(params.get('stage'));
  return {
    level: LEVELS.find((level) => level === params.get('level')) ?? 'info',
    stage: stage.success ? stage.data : null,
    table: params.get('table') ?? '',
    text: (params.get('text') ?? '').trim(),
  };
}

/** `words` is asked only where everything else fits: saying an event is most of the work. */
export function fitsFilter(
  event: RunEvent,
  filter: LogFilter,
  { stages, words }: { stages: StageState[]; words: (event: RunEvent) => string },
): boolean {
  if (LEVELS.indexOf(levelOf(event)) < LEVELS.indexOf(filter.level)) return false;
  if (filter.stage !== null && stageOf(event, stages) !== filter.stage) return false;
  if (filter.table !== '' && !(tableOf(event) ?? '').toLowerCase().includes(filter.table.toLowerCase())) {
    return false;
  }
  return filter.text === '' || words(event).toLowerCase().includes(filter.text.toLowerCase());
}
