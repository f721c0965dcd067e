/**
 * What choices would come to, counted before they are planned.
 *
 *   countMisfits() → GET /api/probes/:probeId, its `trial` field
 */
import type { Misfits } from '../../engine/types.ts';
import type { ShownError } from './shared.ts';

export interface Trial {
  columns: TriedColumn[];
  /** The source was written to since the plan was made: the next one may count otherwise. */
  sourceChanged: boolean;
}

export interface TriedColumn {
  table: string;
  column: string;
  /** Null with an error. */
  type: string | null;
  /** What would become of values that do not fit; null where all fit. */
  policy: Misfits | null;
  /** Values that do not fit, in the rows looked at. */
  count: number;
  rows: number;
  /** Fewer than `rows` where time ran out. */
  looked: number;
  /** The first few. */
  samples: { key: string; value: string }[];
  /** The choice cannot be followed. */
  error: ShownError | null;
}
