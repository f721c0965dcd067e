import type { PanelActions } from '../../lib/data/action-types.ts';

export type MigrationActionSet = Pick<
  PanelActions,
  | 'startRun'
  | 'requestPreview'
  | 'editMigration'
  | 'removeMigration'
  | 'setRevertWindow'
  | 'cancelRun'
  | 'countMisfits'
  | 'acceptFinding'
  | 'withdrawAcceptance'
>;
