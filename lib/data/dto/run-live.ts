/**
 * A run while it goes on.
 *
 *   GET /api/runs/:id/events    SSE, see RunStream below
 *   GET /api/runs/:id/state     RunLive, the polling fallback of the stream
 */
import type { RunEvent, RunState } from '../../engine/events.ts';
import type { Ref } from './shared.ts';

/** What is not in the events: it may change at any time. */
export interface RunMeta {
  /** The panel's clock as this was said: a browser's own may be wrong. */
  at?: number;
  cancelRequestedAt: number | null;
  /** Somebody wants it paused, or it is: until they resume it. */
  pause: { requestedAt: number; by: Ref | null } | null;
  /** The worker that holds the run, and when it last said so. */
  worker: { id: string; host: string; pid: number; heartbeatAt: number } | null;
  /** Running on paper, but no worker renews it: it is taken up when one is back. */
  interrupted: boolean;
  /** What a worker still owes. */
  pending: 'run' | 'rollback' | 'finalise' | null;
  hasReport: boolean;
}

export interface RunLive {
  seq: number;
  state: RunState;
  meta: RunMeta;
}

/**
 * The events of /api/runs/:id/events. `state` comes first unless Last-Event-ID could be replayed from;
 * `run` goes through reduceRun; `meta` comes every few seconds even where nothing changed, so that a stream that is
 * silent for longer is known to be dead; `end` means that all is sent: close, do not reconnect. A rollback asked for
 * later goes on in the same stream: open it again.
 */
export type RunStream =
  | { event: 'state'; id: number; data: RunState }
  | { event: 'run'; id: number; data: RunEvent }
  | { event: 'meta'; data: RunMeta }
  | { event: 'end'; data: null };
