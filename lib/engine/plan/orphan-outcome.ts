/** What becomes of a foreign key, and what is said of it, with so many rows that point to nothing. */
import type { Orphans } from '../overrides.ts';
import type { Finding, ObjectPlan } from '../types.ts';
import { blocker, warning } from './findings.ts';

export interface OrphanOutcome {
  finding: Finding | null;
  outcome: ObjectPlan['outcome'];
  reason: string | null;
  /** Whether all rows of the table will keep to it. */
  validate: boolean;
}

export function orphanOutcome(
  table: string,
  key: string,
  parent: string,
  count: number,
  choice: Orphans,
): OrphanOutcome {
  const params = { table, parent, count };
  if (count === 0) return { finding: null, outcome: 'migrated', reason: null, validate: true };
  if (choice === 'quarantine') {
    const finding = warning('ROW-ORPHANS-QUARANTINE', key, params);
    return { finding, outcome: 'migrated', reason: null, validate: true };
  }
  return {
    finding:
      choice === 'stop' ? blocker('ROW-ORPHANS-STOP', key, params) : warning('FK-ORPHANS', key, params),
    outcome: 'adapted',
    reason: `NOT VALID: ${count} rows have no parent`,
    validate: false,
  };
}
