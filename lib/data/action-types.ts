/**
 * The server actions: where each is exported from, what it takes, what it answers. Never throws for the expected.
 *   app/(auth)/actions.ts               signIn  setUp
 *   app/(panel)/actions.ts              setLocale  setTheme  signOut  changePassword  revokeSession  setTour  changeSample
 *   app/(panel)/projects/actions.ts     createProject  editProject  changeMembers  removeProject  addSeveral
 *                                       startBatch  retryBatch  cancelBatch
 *   app/(panel)/sources/actions.ts      addSource  testSource  removeSource  browseFolder  scanFolder  addSources
 *   app/(panel)/targets/actions.ts      addTarget  editTarget  testTarget  removeTarget  lookForLeftovers  cleanTarget
 *   app/(panel)/migrations/actions.ts   createMigration  editMigration  setRevertWindow  removeMigration  requestPreview
 *                                       countMisfits  acceptFinding  withdrawAcceptance
 *   app/(panel)/runs/actions.ts         startRun  cancelRun  pauseRun  resumeRun  prepareRollback  rollbackRun
 *                                       prepareFinalise  finaliseRun  removeSnapshot  putInRows
 *   app/(panel)/settings/people/actions.ts  createUser  changeRole  resetPassword  disableUser
 */
import type { z } from 'zod';
import type { Folder, Scan } from './dto/folder.ts';
import type { Ref, ShownError } from './dto/shared.ts';
import type * as inputs from './inputs.ts';

export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };

export interface ActionError extends ShownError {
  /** Of PNL-INPUT: path of a field → zod's code of what is wrong with it. */
  fields?: Record<string, string>;
}

type In<S extends z.ZodType> = z.input<S>;
type Act<S extends z.ZodType, T> = (input: In<S>) => Promise<ActionResult<T>>;
type Id = { id: string };
/** Poll /api/probes/:probeId for the outcome. */
type Probing = { id: string; probeId: string };

export interface PanelActions {
  /** On success go to `/` (or to the page asked for before). PNL-CREDENTIALS, PNL-THROTTLED. */
  signIn: Act<typeof inputs.SignInInput, null>;
  /** Makes the first admin and signs in. PNL-SETUP-TOKEN, PNL-SETUP-CLOSED. */
  setUp: Act<typeof inputs.SetupInput, null>;
  setLocale: Act<typeof inputs.LocaleInput, null>;
  setTheme: Act<typeof inputs.ThemeInput, null>;
  /** Ends the session; then go to /sign-in. */
  signOut: () => Promise<ActionResult<null>>;
  changePassword: Act<typeof inputs.ChangePasswordInput, null>;
  revokeSession: Act<typeof inputs.IdInput, null>;
  /** Puts the tour away, or takes it up again. */
  setTour: Act<typeof inputs.TourInput, null>;
  /** Changes one cell that a run made in the sample's own target. PNL-NO-SAMPLE. */
  changeSample: Act<typeof inputs.IdInput, { table: string; column: string; key: string }>;

  addSource: Act<typeof inputs.AddSourceInput, Probing>;
  testSource: Act<typeof inputs.IdInput, Probing>;
  removeSource: Act<typeof inputs.IdInput, null>;
  browseFolder: Act<typeof inputs.FolderInput, Folder>;
  scanFolder: Act<typeof inputs.ScanInput, Scan>;
  /** Each by itself: what cannot be registered is told and holds nothing up. */
  addSources: Act<
    typeof inputs.AddSourcesInput,
    { added: Ref[]; failed: { path: string; error: ShownError }[] }
  >;

  addTarget: Act<typeof inputs.TargetInput, Probing>;
  editTarget: Act<typeof inputs.EditTargetInput, Probing>;
  testTarget: Act<typeof inputs.IdInput, Probing>;
  removeTarget: Act<typeof inputs.IdInput, null>;
  /** What dead runs left there: poll the probe, its `leftovers` field says. */
  lookForLeftovers: Act<typeof inputs.IdInput, Probing>;
  cleanTarget: Act<typeof inputs.CleanInput, Probing>;

  /** Also starts the first preview: `runId` is the plan run. */
  createMigration: Act<typeof inputs.CreateMigrationInput, { id: string; runId: string }>;
  /** Changes the options and starts a new preview. */
  editMigration: Act<typeof inputs.EditMigrationInput, { id: string; runId: string }>;
  /** Of runs made public from then on. The plan stays as it is. */
  setRevertWindow: Act<typeof inputs.RevertWindowInput, null>;
  removeMigration: Act<typeof inputs.IdInput, null>;
  requestPreview: Act<typeof inputs.IdInput, { id: string; runId: string }>;
  /** On the latest plan's snapshot: poll the probe, its `trial` field says. PNL-PLAN-MISSING, RUN-SNAPSHOT-GONE. */
  countMisfits: Act<typeof inputs.CountInput, Probing>;
  /** Of a warning. PNL-PLAN-CHANGED, PNL-NOT-ACCEPTABLE. */
  acceptFinding: Act<typeof inputs.AcceptInput, null>;
  withdrawAcceptance: Act<typeof inputs.WithdrawInput, null>;

  createProject: Act<typeof inputs.CreateProjectInput, Id>;
  editProject: Act<typeof inputs.EditProjectInput, null>;
  /** PNL-IN-PROJECT where something belongs to another one. */
  changeMembers: Act<typeof inputs.MembersInput, null>;
  /** Its members stay. PNL-BATCH-ACTIVE. */
  removeProject: Act<typeof inputs.IdInput, null>;
  /** Makes all the migrations or none, and plans them: the batch, or null where another one still goes. PNL-SCHEMA-TAKEN. */
  addSeveral: Act<typeof inputs.SeveralInput, { ids: string[]; batchId: string | null }>;
  /** Every migration that can be started; the others are told in the batch. PNL-BATCH-ACTIVE, PNL-BATCH-EMPTY. */
  startBatch: Act<typeof inputs.StartBatchInput, Id>;
  /** What failed, was cancelled or not started, once more in the same batch. PNL-BATCH-DONE. */
  retryBatch: Act<typeof inputs.RetryBatchInput, Id>;
  cancelBatch: Act<typeof inputs.IdInput, null>;

  /** Answers the run's id. PNL-PLAN-MISSING, PNL-PLAN-BLOCKED, PNL-PLAN-CHANGED, PNL-RUN-ACTIVE. */
  startRun: Act<typeof inputs.StartRunInput, Id>;
  cancelRun: Act<typeof inputs.IdInput, null>;
  /** PNL-RUN-ENDED, PNL-NO-PAUSE. */
  pauseRun: Act<typeof inputs.IdInput, null>;
  /** PNL-NOT-PAUSED. */
  resumeRun: Act<typeof inputs.IdInput, null>;
  /** A look at what a rollback would do: poll the probe, its `rollback` field says. */
  prepareRollback: Act<typeof inputs.IdInput, Probing>;
  /** Queued; watch the run's stream. PNL-CONFIRMATION, PNL-NO-ROLLBACK. */
  rollbackRun: Act<typeof inputs.RollbackInput, Id>;

  /** A look at what finalising would drop: poll the probe, its `finalise` field says. */
  prepareFinalise: Act<typeof inputs.IdInput, Probing>;
  /** Queued; watch the run's stream. PNL-CONFIRMATION, PNL-NO-FINALISE. */
  finaliseRun: Act<typeof inputs.FinaliseInput, Id>;
  /** Of a finalised run, for good. PNL-CONFIRMATION, PNL-NO-SNAPSHOT. */
  removeSnapshot: Act<typeof inputs.RemoveSnapshotInput, null>;

  /** Tries the run's rows in quarantine once more, with the migration's choices as they are now: poll the probe. */
  putInRows: Act<typeof inputs.IdInput, Probing>;

  createUser: Act<typeof inputs.CreateUserInput, Id>;
  changeRole: Act<typeof inputs.ChangeRoleInput, null>;
  resetPassword: Act<typeof inputs.ResetPasswordInput, null>;
  disableUser: Act<typeof inputs.DisableUserInput, null>;
}

/** Failures of the panel itself; SRC-OUTSIDE and those of the engine (SRC-, TGT-, PLN-, RUN- …) come through too. */
export const PANEL_CODES = [
  'PNL-SIGN-IN',
  'PNL-CREDENTIALS',
  'PNL-THROTTLED',
  'PNL-ROLE',
  'PNL-INPUT',
  'PNL-ORIGIN',
  'PNL-NOT-FOUND',
  'PNL-EXISTS',
  'PNL-IN-USE',
  'PNL-SETUP-TOKEN',
  'PNL-SETUP-CLOSED',
  'PNL-YOURSELF',
  'PNL-LAST-ADMIN',
  'PNL-RUN-ACTIVE',
  'PNL-RUN-ENDED',
  'PNL-NO-PAUSE',
  'PNL-NOT-PAUSED',
  'PNL-NO-FINALISE',
  'PNL-PLAN-MISSING',
  'PNL-NOT-ACCEPTABLE',
  'PNL-COUNT-REPLACED',
  'PNL-PLAN-BLOCKED',
  'PNL-PLAN-CHANGED',
  'PNL-PLAN-OUTDATED',
  'PNL-PLAN-DONE',
  'PNL-REPLACE-NEEDED',
  'PNL-IN-PROJECT',
  'PNL-SCHEMA-TAKEN',
  'PNL-BATCH-ACTIVE',
  'PNL-BATCH-EMPTY',
  'PNL-BATCH-ENDED',
  'PNL-BATCH-DONE',
  'PNL-NO-ROLLBACK',
  'PNL-NO-QUARANTINE',
  'PNL-NO-SAMPLE',
  'PNL-NO-SNAPSHOT',
  'PNL-CONFIRMATION',
  'PNL-UPLOAD-SIZE',
  'PNL-UPLOAD-ROOM',
  'PNL-UPLOAD-QUOTA',
  'PNL-UPLOAD-COUNT',
  'PNL-UPLOAD-ENCODED',
  'PNL-UPLOAD-BROKEN',
  'PNL-KEY',
  'PNL-UNEXPECTED',
] as const;
export type PanelCode = (typeof PANEL_CODES)[number];
