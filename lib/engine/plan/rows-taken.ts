import type { TablePlan } from '../types.ts';

/** Rows that go into the table: all but those a condition leaves out and those in quarantine. */
export function rowsTaken({ rows, leftOut, quarantined }: TablePlan): number {
  return rows - leftOut - quarantined;
}
