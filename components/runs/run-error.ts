import type { ShownError } from '../../lib/data/dto/shared.ts';
import type { RunState } from '../../lib/engine/events.ts';

/** A run's error as it is shown: its facts, so that it can be said in the person's language. */
export function runError(error: RunState['error']): ShownError | null {
  if (!error) return null;
  const { code, message, remedy, context } = error;
  return { code, message, remedy, ...(context ? { params: context } : {}) };
}
