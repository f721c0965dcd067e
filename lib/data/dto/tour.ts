/**
 * The tour: through everything once, with a sample that is not clean. What is done is told by what was really done.
 *
 *   lib/data/tour.ts    getTour(): Tour | null    tourOffer(): TourOffer
 */
import type { Ref } from './shared.ts';

export const TOUR_STEPS = [
  'source',
  'preview',
  'decide',
  'dry',
  'migrate',
  'change',
  'verify',
  'rollback',
] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

export interface Tour {
  source: Ref;
  target: Ref;
  done: Record<TourStep, boolean>;
  migrationId: string | null;
  /** The migration's latest run that made something public. */
  runId: string | null;
  /** A comparison of it that found the change. */
  verifyId: string | null;
  /** Choices that were made so far. */
  decided: number;
}

/** `none`: this installation has no sample for it, or this person may not migrate. */
export type TourOffer = 'none' | 'open' | 'closed';
