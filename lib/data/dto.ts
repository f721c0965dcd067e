/**
 * What the pages are given: plain data, safe in a browser, never a secret. Every time is Unix milliseconds.
 *
 * In pages (server components) call:
 *   lib/data/session.ts     currentUser(): SessionUser | null        requireUser(): SessionUser (redirects to /sign-in)
 *   lib/data/setup.ts       getSetup(): Setup
 *   lib/data/overview.ts    getOverview(): Overview
 *   lib/data/sources.ts     listSources(): SourceRow[]               getSource(id): SourceDetail | null
 *   lib/data/targets.ts     listTargets(): TargetRow[]               getTarget(id): TargetDetail | null
 *   lib/data/migrations.ts  listMigrations(): MigrationRow[]         getMigration(id): MigrationDetail | null
 *   lib/data/runs.ts        listRuns(RunFilter): RunPage             getRun(id): RunDetail | null
 *   lib/data/projects.ts    listProjects(): ProjectRow[]             getProject(id): ProjectDetail | null
 *   lib/data/batches.ts     getBatch(id): BatchDetail | null
 *   lib/data/users.ts       listUsers(): UserRow[]
 *   lib/data/audit.ts       listAudit(AuditFilter): AuditPage        checkAudit(): CheckedChain
 *   lib/data/self.ts        listSessions(): SessionRow[] (one's own)
 * They redirect nobody-at-all to /sign-in and throw PanelError PNL-ROLE where the role may not read.
 *
 * In the browser fetch (same cookies; JSON):
 *   GET  /api/probes/:id         Probe          poll while state is queued or running
 *   GET  /api/runs/:id/state     RunLive        the polling fallback of the stream
 *   GET  /api/runs/:id/events    SSE, see RunStream below
 *   GET  /api/batches/:id/events    SSE, `event: batch`, data: BatchDetail, every second while it goes, then `end`
 *   GET  /api/batches/:id/state  BatchDetail, the polling fallback
 *   GET  /api/overview/events    SSE, `event: overview`, data: Overview, every two seconds
 *   GET  /api/runs/:id/report?format=json|csv   download
 *   GET  /api/audit/export?format=json|csv      download, with the filters of the page
 *   GET  /api/runs/:id/quarantine?table=&offset=            QuarantinePage
 *   GET  /api/runs/:id/quarantine?format=json|csv   download
 *   POST /api/sources/upload?name=FILE          raw body; answers ActionResult<{ id, probeId }>
 *
 * Server actions and their inputs: action-types.ts and inputs.ts.
 */
import type { RunEvent, RunState, RunStatus, StageState } from '../engine/events.ts';
import type { Plan, PlanOptions, Report, RunKind, Severity, Stage } from '../engine/types.ts';

export type Role = 'admin' | 'lead' | 'support';
export type Locale = 'en' | 'ru';
export type Theme = 'light' | 'dark' | 'system';

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** Null until chosen: the browser's language decides. */
  locale: Locale | null;
  theme: Theme;
}

/** A person or thing named where it is not the subject. */
export interface Ref {
  id: string;
  name: string;
}

/** One entry of the audit. */
export interface AuditRow {
  /** Its place in the chain. */
  seq: number;
  at: number;
  userId: string | null;
  /** Kept as text: it outlives the person's account. */
  email: string | null;
  action: string;
  /** Id of what it was about. */
  subject: string | null;
  outcome: 'done' | 'refused' | 'failed';
  code: string | null;
  address: string;
  detail: Record<string, string | number | boolean | null>;
  /** Over the hash of the entry before it and this one. */
  hash: string;
}

export interface AuditFilter {
  /** Part of the email. */
  who?: string;
  action?: string;
  outcome?: AuditRow['outcome'];
  subject?: string;
  from?: number;
  to?: number;
  /** Only entries before this number. */
  cursor?: number;
}

export interface AuditPage {
  entries: AuditRow[];
  next: number | null;
}

/** Why something may not be done now; translate by code. */
export type Denial =
  | 'role'
  | 'run-active'
  | 'run-ended'
  | 'kind-has-no-pause'
  | 'run-finalised'
  | 'run-superseded-for-good'
  | 'nothing-kept'
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

/** A failure as it is shown: translate by code with params, fall back to the English message and remedy. */
export interface ShownError {
  code: string;
  message: string;
  remedy: string;
  params?: Record<string, string | number>;
}

export interface ProbeStep {
  step: string;
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  ms: number;
  detail: string;
  code?: string;
  remedy?: string;
  /** The facts in the sentences of `code`. */
  params?: Record<string, string | number>;
}

/** One test of a source or target, or one look at what a rollback would do. A worker does it. */
export interface Probe {
  id: string;
  kind: 'source' | 'target' | 'rollback-preview' | 'put-in' | 'finalise-preview' | 'leftovers' | 'clean';
  state: 'queued' | 'running' | 'done' | 'failed';
  requestedAt: number;
  endedAt: number | null;
  by: Ref | null;
  /** Of source and target probes: true when no step failed. Null until done. */
  passed: boolean | null;
  steps: ProbeStep[];
  /** Of rollback previews, once done. */
  rollback: RollbackPreview | null;
  /** Of rows put in, once done. */
  putIn: PutIn | null;
  /** Of finalise previews, once done. */
  finalise: FinalisePreview | null;
  /** Of leftovers looked for or removed, once done. */
  leftovers: Leftovers | null;
  /** Why it could not be done at all. */
  error: ShownError | null;
}

/** What came of trying rows in quarantine once more. */
export interface PutIn {
  putIn: number;
  left: number;
  /** Some of those that still do not go in. */
  first: { table: string; number: number; key: string; reason: string }[];
}

export interface RollbackPreview {
  cutOverAt: number | null;
  tables: {
    name: string;
    restores: boolean;
    rowsNow: number;
    rowsAtCutover: number;
    /** Rows that come back; null where nothing does, or where an earlier version looked. */
    rowsKept?: number | null;
    /** Where rows went into a table that stood there: how many were written since, row by row. */
    writtenSince?: number;
  }[];
}

/** What finalising would drop for good. */
export interface FinalisePreview {
  schemas: { name: string; bytes: number; tables: { name: string; bytes: number }[] }[];
  /** There is still a way back, which ends with it. */
  revertible: boolean;
}

/** What a run that did not come to its end has in a target and beside the snapshots. */
export interface Leftover {
  run: string;
  /** `interrupted`: nobody is at work on it, but whoever began it may go on. */
  state: 'dead' | 'interrupted' | 'alive';
  /** A run of this panel; others were started elsewhere. */
  here: boolean;
  schema: string | null;
  functions: boolean;
  bytes: number;
  tables: number;
  rows: number | null;
  /** ISO, in UTC. */
  since: string | null;
  files: { path: string; bytes: number }[];
}

export interface Leftovers {
  found: Leftover[];
  /** Of a removal: what is gone, and what could not be removed. */
  removed?: { run: string }[];
  left?: { run: string; reason: string }[];
}

export type Health = 'untested' | 'ok' | 'warning' | 'failed';

export interface SourceRow {
  id: string;
  name: string;
  kind: 'path' | 'upload' | 'sample';
  /** As the worker opens it. */
  path: string;
  bytes: number | null;
  health: Health;
  lastProbe: Probe | null;
  /** Migrations that use it. */
  usedBy: number;
  project: Ref | null;
  createdAt: number;
}

export interface SourceDetail extends SourceRow {
  sha256: string | null;
  /** Tables as the latest plan saw them; null before any plan. */
  tables: { name: string; rows: number; bytes: number }[] | null;
  migrations: MigrationRow[];
  createdBy: Ref | null;
  permissions: { test: Permission; remove: Permission; migrate: Permission };
}

export type Tls = 'disable' | 'prefer' | 'require' | 'verify-full';

export interface TargetRow {
  id: string;
  name: string;
  host: string;
  port: number;
  database: string;
  schema: string;
  user: string;
  tls: Tls;
  /** A password is kept; it is never sent here. */
  hasPassword: boolean;
  version: string | null;
  databaseBytes: number | null;
  health: Health;
  lastProbe: Probe | null;
  usedBy: number;
  project: Ref | null;
  createdAt: number;
}

export interface TargetDetail extends TargetRow {
  migrations: MigrationRow[];
  createdBy: Ref | null;
  server: ServerHealth | null;
  permissions: {
    test: Permission;
    edit: Permission;
    remove: Permission;
    migrate: Permission;
    leftovers: Permission;
    clean: Permission;
  };
}

export interface MigrationRow {
  id: string;
  name: string;
  source: Ref;
  target: Ref;
  /** Of the target's database: the migration's own, or the target's. */
  schema: string;
  project: Ref | null;
  latestPlan: RunRow | null;
  /** The latest run that is not a plan. */
  latestRun: RunRow | null;
  createdAt: number;
  createdBy: Ref | null;
}

export interface MigrationDetail extends MigrationRow {
  options: PlanOptions;
  /** What the latest plan run made; null while it goes or when it failed. */
  plan: Plan | null;
  /** The options were changed after that plan was made. */
  planOutdated: boolean;
  /** Newest first, at most 50. */
  runs: RunRow[];
  permissions: {
    edit: Permission;
    preview: Permission;
    dry: Permission;
    full: Permission;
    verify: Permission;
    remove: Permission;
  };
}

/** What a migration's latest plan allows. */
export interface Readiness {
  /** `done`: a run has made it public since; once more needs a plan that knows. */
  state: 'none' | 'outdated' | 'done' | 'blocked' | 'ready';
  /** Of that plan: say it when starting, so that nothing else is started. */
  hash: string | null;
  /** Those that stay when tables of the same name may be replaced. */
  blockers: number;
  /** Tables of the same name stand in the target: starting needs leave to move them aside. */
  replaces: boolean;
  /** The run of it that goes on or waits now. */
  active: RunKind | null;
}

export interface ProjectMigration extends MigrationRow {
  ready: Readiness;
}

export interface ProjectRow {
  id: string;
  name: string;
  note: string;
  counts: { sources: number; targets: number; migrations: number };
  /** Runs of its migrations that go on or wait. */
  running: number;
  /** Migrations whose latest run that is no plan did not end well. */
  failed: number;
  latestBatch: BatchRow | null;
  createdAt: number;
}

export interface ProjectDetail extends ProjectRow {
  /** Runs of a batch at once. */
  concurrency: number;
  createdBy: Ref | null;
  sources: SourceRow[];
  targets: TargetRow[];
  migrations: ProjectMigration[];
  /** Newest first, at most 10. */
  batches: BatchRow[];
  /** What belongs to no project and could join. */
  free: { sources: SourceRow[]; targets: TargetRow[]; migrations: MigrationRow[] };
  permissions: {
    edit: Permission;
    members: Permission;
    remove: Permission;
    run: Permission;
    add: Permission;
  };
}

/** How the migrations of a batch stand, each counted once by its latest run there. */
export interface BatchCounts {
  waiting: number;
  running: number;
  succeeded: number;
  /** Also those with differences. */
  failed: number;
  cancelled: number;
  rolledBack: number;
  /** Not started: the row says why. */
  refused: number;
}

export interface BatchRow {
  id: string;
  kind: RunKind;
  by: Ref | null;
  at: number;
  /** Null while it goes. */
  endedAt: number | null;
  counts: BatchCounts;
}

export interface BatchItem {
  migration: Ref;
  source: Ref;
  target: Ref;
  schema: string;
  /** The latest of this batch. */
  run: RunRow | null;
  /** How many there were; more than one after a retry. */
  attempts: number;
  /** Why it was not started, or how its run failed. */
  error: ShownError | null;
  /** It was not started. */
  refused: boolean;
  /** Of a waiting run: a free place, another run on the same schema, or a worker. */
  waitsFor: 'turn' | 'target' | 'worker' | null;
  /** Of a run that goes on. */
  progress: { stages: StageState[]; copiedRows: number; waiting: string | null } | null;
  ready: Readiness;
}

export interface BatchDetail extends BatchRow {
  project: Ref;
  concurrency: number;
  replace: boolean;
  cancelledBy: Ref | null;
  cancelRequestedAt: number | null;
  items: BatchItem[];
  permissions: { retry: Permission; cancel: Permission };
}

/** What a look through a folder and those below it found. */
export interface Scan {
  path: string;
  found: {
    path: string;
    /** From the scanned folder on. */
    name: string;
    bytes: number;
    modifiedAt: number;
    /** The source that it is registered as. */
    source: Ref | null;
  }[];
  folders: number;
  /** Folders that could not be read. */
  unreadable: number;
  /** Links are not followed. */
  links: number;
  /** It stopped before the end: there may be more. */
  cut: 'depth' | 'count' | null;
}

export interface RunRow {
  id: string;
  kind: RunKind;
  status: RunStatus;
  migration: Ref;
  source: Ref;
  target: Ref;
  /** The batch that it was started with. */
  batch: { id: string; project: Ref } | null;
  by: Ref | null;
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Milliseconds of that in which it stood paused. */
  pausedMs: number;
  /** End of the revert window; null where nothing is kept that could be put back. */
  revertUntil: number | null;
  tables: number;
  rows: number;
  bytes: number;
  /** Share of bytes copied, 0 to 1; null before copying starts. */
  progress: number | null;
  stage: Stage | null;
  /** Tables whose count or content is not the same; null when nothing was compared. */
  differences: number | null;
  /** Rows that choices kept out of their tables; they are in the target's quarantine. */
  quarantined: number;
  findings: Partial<Record<Severity, number>>;
  error: ShownError | null;
}

export interface RunFilter {
  status?: RunStatus[];
  kind?: RunKind[];
  sourceId?: string;
  targetId?: string;
  migrationId?: string;
  userId?: string;
  from?: number;
  to?: number;
  /** Only runs with differences. */
  differences?: boolean;
  /** Of the page before this one. */
  cursor?: string;
}

export interface RunPage {
  runs: RunRow[];
  /** Pass as cursor for older ones; null at the end. */
  next: string | null;
}

/** What is not in the events: it may change at any time. */
export interface RunMeta {
  cancelRequestedAt: number | null;
  /** Somebody wants it paused, or it is: until they resume it. */
  pause: { requestedAt: number; by: Ref | null } | null;
  /** The worker that holds the run, and when it last said so. */
  worker: { id: string; host: string; pid: number; heartbeatAt: number } | null;
  /** Running on paper, but no worker renews it: it is taken up when one is back. */
  interrupted: boolean;
  /** What a worker still owes. */
  pending: 'run' | 'rollback' | 'finalise' | null;
  hasReport: boolean;
}

export interface RunLive {
  seq: number;
  state: RunState;
  meta: RunMeta;
}

/**
 * The events of /api/runs/:id/events. `state` comes first unless Last-Event-ID could be replayed from;
 * `run` goes through reduceRun; `end` means that all is sent: close, do not reconnect. A rollback asked for
 * later goes on in the same stream: open it again.
 */
export type RunStream =
  | { event: 'state'; id: number; data: RunState }
  | { event: 'run'; id: number; data: RunEvent }
  | { event: 'meta'; data: RunMeta }
  | { event: 'end'; data: null };

/** Another run that was made public on the same tables. */
export interface StackedRun {
  id: string;
  cutOverAt: number;
  finalised: boolean;
}

export interface RunDetail extends RunRow, RunLive {
  options: PlanOptions;
  plan: Plan | null;
  report: Report | null;
  snapshot: { bytes: number; sha256: string; kept: boolean } | null;
  cancelledBy: Ref | null;
  /** The latest rollback that was asked for. */
  rollback: { by: Ref | null; reason: string; requestedAt: number; preview: RollbackPreview | null } | null;
  /** Who dropped what was kept, and when; null while nobody has. */
  finalised: { by: Ref | null; at: number } | null;
  /** It was made public, whatever became of it since. */
  cutOver: boolean;
  /** The run that replaced its tables afterwards: it must be rolled back first. */
  supersededBy: StackedRun | null;
  /** The run whose tables it replaced: they come back with a rollback. */
  replacedRun: StackedRun | null;
  /** What must be typed to confirm a rollback or finalising. */
  confirmation: string;
  /** Values of rows are shown as `•••` to this user. */
  valuesHidden: boolean;
  permissions: {
    cancel: Permission;
    pause: Permission;
    rollback: Permission;
    finalise: Permission;
    again: Permission;
    putIn: Permission;
  };
}

/** A value with SQLite's type; what is no text in hex. Null for NULL. */
export type QuarantineValue = { type: string; value: string } | { type: string; hex: string } | null;

export interface QuarantineRow {
  table: string;
  number: number;
  key: string;
  /** Why it is there: the column and what was wrong with its value. */
  column: string;
  reason: string;
  row: Record<string, QuarantineValue>;
  putInAt: number | null;
}

export interface QuarantinePage {
  tables: { table: string; rows: number; putIn: number }[];
  rows: QuarantineRow[];
  /** How many there are in the tables asked for. */
  total: number;
}

export interface Pool {
  /** `web`, `worker 3f2a…`, or the target's name. */
  name: string;
  total: number;
  idle: number;
  waiting: number;
  max: number;
}

/** For uplot: one x axis, several lines of the same length. */
export interface Series {
  at: number[];
  lines: { name: string; values: (number | null)[] }[];
}

export interface ServerHealth {
  at: number;
  version: string;
  maxConnections: number;
  /** pg_stat_activity.state → connections: active, idle, idle in transaction … */
  byState: Record<string, number>;
  databaseBytes: number;
  /** Why the last sample failed; the figures above are then the last known. */
  error: ShownError | null;
}

export interface TargetHealth extends Ref {
  server: ServerHealth | null;
  /** Pools that workers hold to it now; none when nothing runs. */
  pools: Pool[];
  /** Lines: connections by state, over the last minutes. */
  series: Series;
}

export interface WorkerRow {
  id: string;
  host: string;
  pid: number;
  startedAt: number;
  heartbeatAt: number;
  alive: boolean;
  memoryBytes: number;
  runs: Ref[];
}

export interface Attention {
  kind:
    | 'run-failed'
    | 'run-differs'
    | 'run-interrupted'
    | 'run-paused'
    | 'window-closing'
    | 'window-closed'
    | 'rollback-failed'
    | 'worker-away'
    | 'source-failed'
    | 'target-failed'
    | 'target-connections';
  /** What it is about; null for the worker. */
  subject: (Ref & { type: 'run' | 'source' | 'target' }) | null;
  at: number;
  error: ShownError | null;
}

export interface Overview {
  at: number;
  attention: Attention[];
  running: RunRow[];
  /** The latest ended runs that are not plans, at most 8. */
  latest: RunRow[];
  workers: WorkerRow[];
  panel: { server: ServerHealth | null; pools: Pool[]; series: Series };
  targets: TargetHealth[];
  counts: { projects: number; sources: number; targets: number; migrations: number; runs: number };
}

export interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabled: boolean;
  createdAt: number;
  lastSignInAt: number | null;
  sessions: number;
  you: boolean;
  permissions: { changeRole: Permission; resetPassword: Permission; disable: Permission };
}

export interface SessionRow {
  id: string;
  createdAt: number;
  seenAt: number;
  address: string;
  userAgent: string;
  current: boolean;
}

export interface Setup {
  /** False once there is a user: the page then leads to /sign-in. */
  open: boolean;
  checks: { name: 'node' | 'database' | 'worker' | 'disk' | 'key'; ok: boolean; detail: string }[];
}

/** A folder inside the allowed roots, for choosing a file. */
export interface Folder {
  /** Null for the list of roots. */
  path: string | null;
  parent: string | null;
  entries: { name: string; path: string; kind: 'folder' | 'file'; bytes: number | null; sqlite: boolean }[];
}
