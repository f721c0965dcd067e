/** The lines of a run's timeline: what the page was made with and what came since, each once. */
import type { RunEvent } from '../../lib/engine/events.ts';

export interface TimelineEntry {
  seq: number;
  event: RunEvent;
}

/** Not lines of their own: their table's verification and the stages say it. */
const QUIET = new Set<RunEvent['type']>(['stage-progress', 'tables-progress', 'object-made']);
const NOTABLE_STATES = new Set(['failed', 'skipped']);

export function timelineEntries(known: TimelineEntry[], since: TimelineEntry[]): TimelineEntry[] {
  const last = known.at(-1)?.seq ?? 0;
  let waits = false;
  return [...known, ...since.filter(({ seq }) => seq > last)].filter(({ event }) => {
    if (event.type === 'waiting') {
      // "Goes on" is worth a line only after a wait.
      const said = waits || event.reason !== null;
      waits = event.reason !== null;
      return said;
    }
    if (event.type === 'table-state') return NOTABLE_STATES.has(event.state);
    return !QUIET.has(event.type);
  });
}

/** Whether it is about a table of one of these names. */
export function concerns(event: RunEvent, names: string[]): boolean {
  const table =
    event.type === 'table-verified' ? event.verification.table : 'table' in event ? event.table : null;
  return table !== null && names.includes(table);
}
