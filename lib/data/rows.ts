/** Rows of the store as the DTOs of dto/. No access checks here: callers have done them. */
import { initialRunState, type RunState, type RunStatus } from '../engine/events.ts';
import type { ColumnTrial } from '../engine/try-columns.ts';
import type { RunKind, Severity, Stage } from '../engine/types.ts';
import type { Prisma } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';
import type { Leftovers } from './dto/leftovers.ts';
import type { Health, Probe, ProbeStep } from './dto/probe.ts';
import type { PutIn } from './dto/quarantine.ts';
import type { FinalisePreview, RollbackPreview } from './dto/rollback.ts';
import type { RunRow } from './dto/run.ts';
import type { Ref, ShownError } from './dto/shared.ts';
import type { Trial } from './dto/trial.ts';
import { hideError } from './hide-values.ts';

const REVERT_MS = 7 * 24 * 3600_000;

export const NAMED = { select: { id: true, name: true } } as const;

export const PROBE_SELECT = { include: { by: NAMED } } as const satisfies Prisma.ProbeDefaultArgs;
type ProbeRecord = Prisma.ProbeGetPayload<typeof PROBE_SELECT>;

export const LATEST_PROBE = {
  ...PROBE_SELECT,
  where: { kind: { in: ['source', 'target'] } },
  orderBy: { requestedAt: 'desc' },
  take: 1,
} as const satisfies Prisma.Source$probesArgs;

/** Everything but the large documents. */
export const RUN_SELECT = {
  select: {
    id: true,
    kind: true,
    status: true,
    queuedAt: true,
    startedAt: true,
    endedAt: true,
    pausedMs: true,
    cutOverAt: true,
    revertUntil: true,
    revertByHand: true,
    tables: true,
    rows: true,
    bytes: true,
    copiedBytes: true,
    stage: true,
    differences: true,
    quarantined: true,
    findings: true,
    error: true,
    startedBy: NAMED,
    migration: { select: { id: true, name: true, source: NAMED, target: NAMED } },
    batch: { select: { id: true, project: NAMED } },
  },
} as const satisfies Prisma.RunDefaultArgs;
type RunRecord = Prisma.RunGetPayload<typeof RUN_SELECT>;

/** Without values of rows, whoever looks: lists say what went wrong, the run's own page quotes it. */
export function runRow(run: RunRecord): RunRow {
  const error = shown(run.error);
  const bytes = Number(run.bytes);
  const copied = Number(run.copiedBytes);
  return {
    id: run.id,
    kind: run.kind as RunKind,
    status: run.status as RunStatus,
    migration: { id: run.migration.id, name: run.migration.name },
    source: run.migration.source,
    target: run.migration.target,
    batch: run.batch,
    by: run.startedBy,
    queuedAt: run.queuedAt.getTime(),
    startedAt: at(run.startedAt),
    endedAt: at(run.endedAt),
    pausedMs: Number(run.pausedMs),
    revertUntil: revertUntil(run),
    revertByHand: run.revertByHand && isRevertible(run),
    tables: run.tables,
    rows: Number(run.rows),
    bytes,
    progress: copied > 0 && bytes > 0 ? Math.min(1, copied / bytes) : null,
    stage: run.stage as Stage | null,
    differences: run.differences,
    quarantined: Number(run.quarantined),
    findings: documentOf<Partial<Record<Severity, number>>>(run.findings),
    error: error && hideError(error),
  };
}

const KINDS = {
  source: 'source',
  target: 'target',
  rollback_preview: 'rollback-preview',
  put_in: 'put-in',
  finalise_preview: 'finalise-preview',
  leftovers: 'leftovers',
  clean: 'clean',
  trial: 'trial',
} as const;

export function probeRow(probe: ProbeRecord): Probe {
  const { kind } = probe;
  return {
    id: probe.id,
    kind: KINDS[kind],
    state: probe.state,
    requestedAt: probe.requestedAt.getTime(),
    endedAt: at(probe.endedAt),
    by: probe.by,
    passed: probe.passed,
    steps: kind === 'source' || kind === 'target' ? documentOf<ProbeStep[]>(probe.result ?? []) : [],
    putIn: kind === 'put_in' ? documentOf<PutIn | null>(probe.result) : null,
    finalise: kind === 'finalise_preview' ? documentOf<FinalisePreview | null>(probe.result) : null,
    leftovers: kind === 'leftovers' || kind === 'clean' ? documentOf<Leftovers | null>(probe.result) : null,
    rollback: kind === 'rollback_preview' ? documentOf<RollbackPreview | null>(probe.result) : null,
    trial: kind === 'trial' ? trialOf(documentOf<TrialResult | null>(probe.result)) : null,
    error: shown(probe.error),
  };
}

/** As a worker leaves it. */
interface TrialResult {
  columns: ColumnTrial[];
  sourceChanged: boolean;
}

function trialOf(result: TrialResult | null): Trial | null {
  if (!result) return null;
  const columns = result.columns.map(({ table, column, trial, error }) => ({
    table,
    column,
    type: trial?.tried.type ?? null,
    policy: trial?.tried.policy ?? null,
    count: trial?.count ?? 0,
    rows: trial?.rows ?? 0,
    looked: trial?.looked ?? 0,
    samples: trial?.samples ?? [],
    error: shown(error),
  }));
  return { columns, sourceChanged: result.sourceChanged };
}

/** Of what was made public and neither taken back nor finalised. */
function revertUntil(
  run: Pick<RunRecord, 'status' | 'cutOverAt' | 'revertUntil' | 'revertByHand'>,
): number | null {
  if (run.cutOverAt === null || !isRevertible(run) || run.revertByHand) return null;
  // Made public by an earlier version, which knew no windows.
  return at(run.revertUntil) ?? run.cutOverAt.getTime() + REVERT_MS;
}

function isRevertible({ status, cutOverAt }: Pick<RunRecord, 'status' | 'cutOverAt'>): boolean {
  return cutOverAt !== null && status !== 'rolled-back' && status !== 'finalised';
}

/** Of the latest test; while one goes on, untested. */
export function healthOf(probe: Probe | null): Health {
  if (!probe || probe.state === 'queued' || probe.state === 'running') return 'untested';
  if (probe.state === 'failed' || !probe.passed) return 'failed';
  return probe.steps.some((step) => step.status === 'warning') ? 'warning' : 'ok';
}

/** The stored error of an ErrorInfo, with its context as params. */
export function shown(error: unknown): ShownError | null {
  if (!error) return null;
  const { code, message, remedy, context } = documentOf<ShownError & { context?: ShownError['params'] }>(
    error,
  );
  return { code, message, remedy, ...(context ? { params: context } : {}) };
}

export function runState(run: { state: unknown; kind: string }): RunState {
  return documentOf<RunState | null>(run.state) ?? initialRunState(run.kind as RunKind);
}

export function ref(thing: Ref): Ref {
  return { id: thing.id, name: thing.name };
}

export function at(date: Date | null): number | null {
  return date?.getTime() ?? null;
}

export function size(bytes: bigint | null): number | null {
  return bytes === null ? null : Number(bytes);
}
