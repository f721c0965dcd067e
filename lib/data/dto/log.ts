/**
 * The log of a run: everything that happened, but for the counters between.
 *
 *   GET /api/runs/:id/log?before=&after=&level=&stage=&table=&text=    LogPage
 *   GET /api/runs/:id/log/file                                         the whole of it as text
 */
import type { RunEvent } from '../../engine/events.ts';

export interface LogEntry {
  seq: number;
  event: RunEvent;
}

export interface LogPage {
  /** Newest first. */
  entries: LogEntry[];
  /** Pass as `before` for older ones; null where there are none. A page may be short, even empty, before that. */
  older: number | null;
  /** Up to here the page is complete: pass as `after` for newer ones. */
  newest: number;
  /** Asked with `after`: more have come than fit, so what is in between is missing. */
  gap: boolean;
}
