/** What somebody may do now, and if not, why. */

/** Why something may not be done now; translate by code. */
export type Denial =
  | 'role'
  | 'run-active'
  | 'run-ended'
  | 'kind-has-no-pause'
  | 'run-finalised'
  | 'run-superseded-for-good'
  | 'nothing-kept'
  | 'run-not-finalised'
  | 'snapshot-gone'
  | 'run-never-cut-over'
  | 'run-rolled-back'
  | 'run-superseded'
  | 'target-removed'
  | 'kind-has-no-rollback'
  | 'plan-missing'
  | 'plan-blocked'
  | 'in-use'
  | 'batch-active'
  | 'batch-ended'
  | 'no-migrations'
  | 'nothing-to-retry'
  | 'yourself'
  | 'last-admin';

/** Whether this user may do this now. */
export interface Permission {
  allowed: boolean;
  why: Denial | null;
}
