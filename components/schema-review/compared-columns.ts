/** Columns of a plan's table beside those of the table that stands in the target under its name. Pure. */
import type { TablePlan } from '../../lib/engine/types.ts';

export type Comparison =
  | 'same'
  /** Another type there. */
  | 'type'
  | 'onlyHere'
  | 'onlyThere'
  /** Match mode: the source has none, and PostgreSQL fills it. */
  | 'filled';

export interface Compared {
  /** In the target. */
  name: string;
  here: string | null;
  there: string | null;
  comparison: Comparison;
}

/** Those that differ first, in the plan's order; empty where nothing stands there. */
export function comparedColumns({ columns, existing, match }: TablePlan): Compared[] {
  if (!existing) return [];
  const differences = new Map(existing.differences.map((one) => [one.column, one]));
  const filled = new Set(match?.extra.map(({ name }) => name));
  const compared = columns.map(({ target, type }) => {
    const found = differences.get(target);
    if (!found) return of(target, type, type, 'same');
    return of(target, found.here ?? type, found.there, found.there === null ? 'onlyHere' : 'type');
  });
  const own = new Set(columns.map(({ target }) => target));
  const others = existing.differences
    .filter(({ column }) => !own.has(column))
    .map(({ column, here, there }) => of(column, here, there, filled.has(column) ? 'filled' : 'onlyThere'));
  return [...compared, ...others].sort(
    (a, b) => Number(a.comparison === 'same') - Number(b.comparison === 'same'),
  );
}

function of(name: string, here: string | null, there: string | null, comparison: Comparison): Compared {
  return { name, here, there, comparison };
}
