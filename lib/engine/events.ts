/**
 * What a run says while it goes, and the one way to read it.
 * Page, command line and tests all apply `reduceRun` to the same events. Safe in a browser.
 */
import { z } from 'zod';
import { Outcome, RunKind, Severity, STAGES, Stage, TableVerification } from './types.ts';

const TableState = z.enum([
  'waiting',
  'creating',
  'copying',
  'indexing',
  'verifying',
  'done',
  'skipped',
  'failed',
]);
export type TableState = z.infer<typeof TableState>;

const ErrorInfoSchema = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** A table that a rollback put back: rows while it was kept aside (null where counting took too long), and rows now. */
const Standing = z.object({ table: z.string(), rowsBefore: z.number().nullable(), rowsNow: z.number() });
export type Standing = z.infer<typeof Standing>;

const Body = z.discriminatedUnion('type', [
  /** A worker took the run up; again after an interruption, with `resumed`. */
  z.object({ type: z.literal('run-started'), kind: RunKind, resumed: z.boolean() }),
  z.object({ type: z.literal('stage-started'), stage: Stage }),
  /** `done` of `total` in the stage's own unit: bytes for snapshot and copy, rows for profile, tables for the others. */
  z.object({ type: z.literal('stage-progress'), stage: Stage, done: z.number(), total: z.number() }),
  z.object({ type: z.literal('stage-done'), stage: Stage, seconds: z.number() }),
  z.object({ type: z.literal('snapshot-made'), bytes: z.number(), sha256: z.string() }),
  /** The tables of the plan, in order; sets every table to waiting. */
  z.object({
    type: z.literal('plan-made'),
    hash: z.string(),
    tables: z.array(z.object({ name: z.string(), target: z.string(), rows: z.number(), bytes: z.number() })),
    findings: z.record(Severity, z.number()),
  }),
  z.object({ type: z.literal('table-state'), table: z.string(), state: TableState }),
  /** Counters of the tables that moved; totals so far, not differences. At most two a second. */
  z.object({
    type: z.literal('tables-progress'),
    tables: z.array(z.object({ table: z.string(), rows: z.number(), bytes: z.number() })),
  }),
  /** A key, index or constraint is in place. */
  z.object({
    type: z.literal('object-made'),
    kind: z.string(),
    name: z.string(),
    table: z.string(),
    seconds: z.number(),
  }),
  z.object({ type: z.literal('table-verified'), verification: TableVerification }),
  /** Something outside holds it up, in words; null when it goes on. */
  z.object({ type: z.literal('waiting'), reason: z.string().nullable() }),
  /** Connections the run opens at most, of those the server had free; fewer jobs than wanted where there were too few. */
  z.object({
    type: z.literal('connections'),
    most: z.number(),
    free: z.number(),
    jobs: z.number(),
    wanted: z.number(),
  }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), message: z.string() }),
  z.object({ type: z.literal('cut-over'), tables: z.number(), replaced: z.number() }),
  z.object({
    type: z.literal('run-ended'),
    outcome: Outcome.exclude(['rolled-back']),
    error: ErrorInfoSchema.nullable(),
  }),
  /** It stands where it was and holds nothing until somebody resumes or cancels it: a person paused it, or an error did. */
  z.object({ type: z.literal('paused'), error: ErrorInfoSchema.optional() }),
  /** `run-started` follows. */
  z.object({ type: z.literal('resumed') }),
  z.object({ type: z.literal('rollback-started'), reason: z.string() }),
  /** With what stands now where something was put back: rows as they were before, and as counted afterwards. */
  z.object({
    type: z.literal('rollback-done'),
    restored: z.number(),
    standing: z.array(Standing).optional(),
  }),
  z.object({ type: z.literal('rollback-failed'), error: ErrorInfoSchema }),
  /** What was kept for going back is dropped. */
  z.object({ type: z.literal('finalised'), tables: z.number(), bytes: z.number() }),
  z.object({ type: z.literal('finalise-failed'), error: ErrorInfoSchema }),
]);

export const RunEvent = z.intersection(Body, z.object({ at: z.number() }));
/** `at` is Unix time in milliseconds. */
export type RunEvent = z.infer<typeof RunEvent>;
export type RunEventBody = z.infer<typeof Body>;

export type RunStatus =
  | 'queued'
  | 'running'
  | 'paused'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'rolling-back'
  | 'rolled-back'
  | 'rollback-failed'
  | 'finalised';

export interface StageState {
  name: Stage;
  state: 'waiting' | 'running' | 'done' | 'failed';
  seconds: number | null;
  startedAt: number | null;
  done: number;
  total: number;
  /** Seconds that it took before pauses; `startedAt` is when it went on. */
  before?: number;
}

export interface TableProgress {
  name: string;
  target: string;
  state: TableState;
  rows: number;
  bytes: number;
  copiedRows: number;
  copiedBytes: number;
  verification: TableVerification | null;
}

/** Everything a page shows of a run while it goes. */
export interface RunState {
  kind: RunKind;
  status: RunStatus;
  startedAt: number | null;
  endedAt: number | null;
  resumed: number;
  /** Since when it is paused, and for how long it was before; states stored by earlier versions have neither. */
  pausedAt?: number | null;
  pausedMs?: number;
  stages: StageState[];
  tables: TableProgress[];
  planHash: string | null;
  findings: Partial<Record<Severity, number>>;
  snapshot: { bytes: number; sha256: string } | null;
  objectsMade: number;
  waiting: string | null;
  error: z.infer<typeof ErrorInfoSchema> | null;
  /** What stood in the target after a rollback. */
  standing?: Standing[];
  /** Rows copied in all at points in time, one a second at most, for the rate; the last 600. */
  samples: { at: number; rows: number; bytes: number }[];
}

export function initialRunState(kind: RunKind): RunState {
  return {
    kind,
    status: 'queued',
    startedAt: null,
    endedAt: null,
    resumed: 0,
    stages: stagesOf(kind).map((name) => ({
      name,
      state: 'waiting',
      seconds: null,
      startedAt: null,
      done: 0,
      total: 0,
    })),
    tables: [],
    planHash: null,
    findings: {},
    snapshot: null,
    objectsMade: 0,
    waiting: null,
    error: null,
    samples: [],
  };
}

/** The stages that a kind of run goes through, in order. */
export function stagesOf(kind: RunKind): Stage[] {
  if (kind === 'plan') return ['snapshot', 'profile', 'plan'];
  if (kind === 'verify') return ['snapshot', 'profile', 'plan', 'verify'];
  if (kind === 'dry') return STAGES.filter((stage) => stage !== 'cutover');
  return [...STAGES];
}

/** Pure: the state after one more event. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return {
        ...state,
        kind: event.kind,
        status: 'running',
        startedAt: state.startedAt ?? event.at,
        endedAt: null,
        error: null,
        // After a pause it is resumed by a person, not taken up after an interruption.
        resumed: state.resumed + (event.resumed && state.status === 'running' ? 1 : 0),
        stages: state.stages.map((stage) =>
          stage.state === 'running' ? { ...stage, state: 'waiting' } : stage,
        ),
      };
    case 'stage-started':
      return withStage(state, event.stage, { state: 'running', startedAt: event.at, done: 0, total: 0 });
    case 'stage-progress':
      return withStage(state, event.stage, { done: event.done, total: event.total });
    case 'stage-done':
      return { ...withStage(state, event.stage, doneIn(state, event)), waiting: null };
    case 'snapshot-made':
      return { ...state, snapshot: { bytes: event.bytes, sha256: event.sha256 } };
    case 'plan-made': {
      const before = new Map(state.tables.map((table) => [table.name, table]));
      return {
        ...state,
        planHash: event.hash,
        findings: event.findings,
        tables: event.tables.map(
          (table) =>
            before.get(table.name) ?? {
              ...table,
              state: 'waiting',
              copiedRows: 0,
              copiedBytes: 0,
              verification: null,
            },
        ),
      };
    }
    case 'table-state':
      return withTable(state, event.table, { state: event.state });
    case 'tables-progress': {
      const moved = new Map(event.tables.map((table) => [table.table, table]));
      const tables = state.tables.map((table) => {
        const now = moved.get(table.name);
        return now ? { ...table, copiedRows: now.rows, copiedBytes: now.bytes } : table;
      });
      const rows = tables.reduce((sum, table) => sum + table.copiedRows, 0);
      const bytes = tables.reduce((sum, table) => sum + table.copiedBytes, 0);
      return { ...state, tables, samples: withSample(state.samples, { at: event.at, rows, bytes }) };
    }
    case 'object-made':
      return { ...state, objectsMade: state.objectsMade + 1 };
    case 'table-verified':
      return withTable(state, event.verification.table, { verification: event.verification });
    case 'waiting':
      return { ...state, waiting: event.reason };
    case 'connections':
    case 'log':
    case 'cut-over':
      return state;
    case 'run-ended':
      return {
        ...state,
        status: event.outcome,
        endedAt: event.at,
        error: event.error,
        waiting: null,
        stages: state.stages.map((stage) =>
          stage.state === 'running' ? { ...stage, state: 'failed' } : stage,
        ),
      };
    case 'paused':
      return {
        ...state,
        status: 'paused',
        pausedAt: event.at,
        waiting: null,
        error: event.error ?? null,
        stages: state.stages.map((stage) => (stage.state === 'running' ? heldUp(stage, event.at) : stage)),
      };
    case 'resumed':
      return { ...state, status: 'queued', error: null, ...notPaused(state, event.at) };
    case 'rollback-started':
      return { ...state, status: 'rolling-back', error: null, standing: [] };
    case 'rollback-done':
      // The run itself ended when it ended: its duration is not that of the waiting until somebody rolled it back.
      return { ...state, status: 'rolled-back', standing: event.standing, waiting: null };
    case 'rollback-failed':
      return { ...state, status: 'rollback-failed', error: event.error, waiting: null };
    case 'finalised':
      // A run that was rolled back stays so: only what it left aside is gone.
      return { ...state, status: state.status === 'rolled-back' ? state.status : 'finalised', error: null };
    case 'finalise-failed':
      return { ...state, error: event.error, waiting: null };
  }
}

function heldUp(stage: StageState, at: number): StageState {
  const now = stage.startedAt === null ? 0 : Math.max(0, at - stage.startedAt) / 1000;
  return { ...stage, state: 'waiting', before: (stage.before ?? 0) + now };
}

function notPaused({ pausedAt, pausedMs }: RunState, at: number): Pick<RunState, 'pausedAt' | 'pausedMs'> {
  return { pausedAt: null, pausedMs: (pausedMs ?? 0) + (pausedAt ? Math.max(0, at - pausedAt) : 0) };
}

function doneIn(state: RunState, event: Extract<RunEvent, { type: 'stage-done' }>): Partial<StageState> {
  const before = state.stages.find(({ name }) => name === event.stage)?.before ?? 0;
  return { state: 'done', seconds: before + event.seconds };
}

function withStage(state: RunState, name: Stage, change: Partial<StageState>): RunState {
  return {
    ...state,
    stages: state.stages.map((stage) => (stage.name === name ? { ...stage, ...change } : stage)),
  };
}

function withTable(state: RunState, name: string, change: Partial<TableProgress>): RunState {
  return {
    ...state,
    tables: state.tables.map((table) => (table.name === name ? { ...table, ...change } : table)),
  };
}

function withSample(samples: RunState['samples'], next: RunState['samples'][number]) {
  const last = samples.at(-1);
  if (last && next.at - last.at < 1000) return samples;
  return [...samples, next].slice(-600);
}
