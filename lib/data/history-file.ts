/** Runs of the history as files: what a list shows of each, times in UTC. */
import type { RunRow } from './dto/run.ts';
import type { TableFile } from './table-file.ts';

export const HISTORY_FILE: TableFile<RunRow> = {
  header: [
    'run',
    'kind',
    'status',
    'migration',
    'source',
    'target',
    'project of its batch',
    'batch',
    'started by',
    'asked for (UTC)',
    'began (UTC)',
    'ended (UTC)',
    'seconds',
    'tables',
    'rows',
    'bytes',
    'tables with differences',
    'rows in quarantine',
    'error',
  ],
  cells: (run) => [
    run.id,
    run.kind,
    run.status,
    run.migration.name,
    run.source.name,
    run.target.name,
    run.batch?.project.name ?? '',
    run.batch?.id ?? '',
    run.by?.name ?? '',
    time(run.queuedAt) ?? '',
    time(run.startedAt) ?? '',
    time(run.endedAt) ?? '',
    seconds(run) ?? '',
    run.tables,
    run.rows,
    run.bytes,
    run.differences ?? '',
    run.quarantined,
    run.error?.code ?? '',
  ],
  document: (run) => ({
    run: run.id,
    kind: run.kind,
    status: run.status,
    migration: run.migration,
    source: run.source,
    target: run.target,
    batch: run.batch,
    startedBy: run.by,
    queuedAt: time(run.queuedAt),
    startedAt: time(run.startedAt),
    endedAt: time(run.endedAt),
    seconds: seconds(run),
    tables: run.tables,
    rows: run.rows,
    bytes: run.bytes,
    differences: run.differences,
    quarantined: run.quarantined,
    findings: run.findings,
    error: run.error,
  }),
};

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function seconds({ startedAt, endedAt, pausedMs }: RunRow): number | null {
  return startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt - pausedMs) / 1000;
}
