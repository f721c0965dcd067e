/**
 * What “Go to or do…” finds by name.
 *
 *   lib/data/search.ts    search(access, asked): Found
 *
 *   GET /api/search?q=…&runAll=…&rollBack=…    Found; the latter two only where acts of that kind are wanted
 */
import type { RunStatus } from '../../engine/events.ts';
import type { RunKind } from '../../engine/types.ts';
import type { Ref } from './shared.ts';

export type HitKind = 'project' | 'source' | 'target' | 'migration';

/** A run by what it is a run of. */
export interface RunHit extends Ref {
  kind: RunKind;
  status: RunStatus;
  differences: number | null;
  at: number;
}

export interface Found {
  /** At most a few of each kind. */
  things: (Ref & { kind: HitKind })[];
  /** Newest first. */
  runs: RunHit[];
  /** Projects all of whose migrations this person may run now. */
  runAll: Ref[];
  /** Runs that this person may roll back now. */
  rollBack: RunHit[];
}

/** Permissions of what “Go to or do…” offers to do; the layout says which of them this person has. */
export const ACTS = [
  'migration.create',
  'source.add',
  'target.add',
  'project.create',
  'batch.start',
  'run.rollback',
] as const;
export type Act = (typeof ACTS)[number];
