/** How long a table was copied, indexed and verified, out of its events. Pure; times in Unix milliseconds. */
import type { RunEvent, TableState } from '../../lib/engine/events.ts';

export const PHASES = ['copying', 'indexing', 'verifying'] as const;
export type Phase = (typeof PHASES)[number];

export interface PhaseTime {
  phase: Phase;
  /** Null where it never began. */
  seconds: number | null;
  running: boolean;
}

/** After an interruption a phase goes on: its parts are added up. What the run stood still is not counted. */
export function tablePhases(events: RunEvent[], now: number): PhaseTime[] {
  const spent = new Map<Phase, number>();
  let open: { state: TableState; since: number } | null = null;
  const close = (at: number) => {
    const phase = PHASES.find((one) => one === open?.state);
    if (open && phase) spent.set(phase, (spent.get(phase) ?? 0) + Math.max(0, at - open.since) / 1000);
    open = null;
  };
  let last = 0;
  for (const event of events) {
    if (event.type === 'table-state') {
      close(event.at);
      open = { state: event.state, since: event.at };
    } else if (event.type === 'paused' || event.type === 'run-ended') close(event.at);
    // Nobody said when the worker before was lost: the last that is known of it.
    else if (event.type === 'run-started') close(last || event.at);
    last = event.at;
  }
  const running = open as { state: TableState; since: number } | null;
  if (running) close(Math.max(now, running.since));
  return PHASES.map((phase) => ({
    phase,
    seconds: spent.get(phase) ?? null,
    running: running?.state === phase,
  }));
}

/** Seconds that keys, indexes and constraints of the table took. */
export function objectSeconds(events: RunEvent[]): { made: number; seconds: number } {
  const made = events.filter((event) => event.type === 'object-made');
  return { made: made.length, seconds: made.reduce((sum, { seconds }) => sum + seconds, 0) };
}
