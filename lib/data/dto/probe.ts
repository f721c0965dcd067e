/**
 * What a worker looks at in a source or target when it is asked to.
 *
 *   GET /api/probes/:id    Probe, poll while state is queued or running
 */
import type { Leftovers } from './leftovers.ts';
import type { PutIn } from './quarantine.ts';
import type { FinalisePreview, RollbackPreview } from './rollback.ts';
import type { Ref, ShownError } from './shared.ts';
import type { Trial } from './trial.ts';

export interface ProbeStep {
  step: string;
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  ms: number;
  detail: string;
  code?: string;
  remedy?: string;
  /** The facts in the sentences of `code`. */
  params?: Record<string, string | number>;
}

/** One test of a source or target, or one look at what a rollback would do. A worker does it. */
export interface Probe {
  id: string;
  kind:
    | 'source'
    | 'target'
    | 'rollback-preview'
    | 'put-in'
    | 'finalise-preview'
    | 'leftovers'
    | 'clean'
    | 'trial';
  state: 'queued' | 'running' | 'done' | 'failed';
  requestedAt: number;
  endedAt: number | null;
  by: Ref | null;
  /** Of source and target probes: true when no step failed. Null until done. */
  passed: boolean | null;
  steps: ProbeStep[];
  /** Of rollback previews, once done. */
  rollback: RollbackPreview | null;
  /** Of rows put in, once done. */
  putIn: PutIn | null;
  /** Of finalise previews, once done. */
  finalise: FinalisePreview | null;
  /** Of leftovers looked for or removed, once done. */
  leftovers: Leftovers | null;
  /** Of choices tried, once done. */
  trial: Trial | null;
  /** Why it could not be done at all. */
  error: ShownError | null;
}

export type Health = 'untested' | 'ok' | 'warning' | 'failed';
