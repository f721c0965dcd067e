/** The one door to the engine for worker, command line and tests. Browsers import types.ts and events.ts alone. */
export { type ErrorInfo, errorInfo, MigrationError } from './errors.ts';
export * from './events.ts';
export { type FinalisePreview, type FinaliseResult, finalisePreview, finaliseRun } from './finalise.ts';
export { inspectSource } from './inspect.ts';
export { type KeptSnapshot, listKeptSnapshots, removeKeptSnapshots } from './kept-snapshots.ts';
export {
  type CleanResult,
  type Leftover,
  listLeftovers,
  removeLeftovers,
} from './leftovers.ts';
export { type Acceptance, fingerprintOf, isAcceptable } from './plan/accepted.ts';
export { planSql } from './plan-sql.ts';
export type { ProbeStep } from './probe.ts';
export { countQuarantined, listQuarantined, type PutInResult, putIn } from './put-in.ts';
export { buildReport, exitStatus } from './report.ts';
export {
  listRuns,
  type RollbackPreview,
  type RollbackResult,
  rollbackPreview,
  rollbackRun,
} from './rollback.ts';
export { newRunId, runMigration } from './run.ts';
export type { RunInput } from './run-context.ts';
export { removeKept } from './source/kept-profiles.ts';
export { probeSource } from './source/probe.ts';
export type { QuarantinedValue } from './source/quarantined-rows.ts';
export { Cancelled, HeldUp, Paused, Shutdown } from './stop-reasons.ts';
export { type Artefacts, MemoryRunStore, type RunStore, StoreUnavailable } from './store.ts';
export { parseTarget, TargetConfig, TlsMode } from './target/config.ts';
export type { JournalEntry, JournalTable } from './target/journal.ts';
export { probeTarget } from './target/probe.ts';
export type { KeptRow } from './target/quarantine.ts';
export { type ServerStats, serverStats } from './target/stats.ts';
export { type ColumnTrial, snapshotGone, type TrialInput, tryColumns } from './try-columns.ts';
export * from './types.ts';
export { readReason, type WaitingReason, waitingInWords } from './waiting.ts';
