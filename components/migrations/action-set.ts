import type { PanelActions } from '../../lib/data/action-types.ts';

export type MigrationActionSet = Pick<
  PanelActions,
  | 'startRun'
  | 'requestPreview'
  | 'editMigration'
  | 'removeMigration'
  | 'cancelRun'
  | 'countMisfits'
  | 'acceptFinding'
  | 'withdrawAcceptance'
>;
