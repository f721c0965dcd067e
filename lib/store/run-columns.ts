/** What lists and filters need of a run's state, taken out into columns of its own. */
import type { RunEvent, RunState } from '../engine/events.ts';
import type { Report, TableVerification } from '../engine/types.ts';
import { Prisma } from './generated/client.ts';

export function runColumns(state: RunState, events: RunEvent[]) {
  const cutOver = events.findLast((event) => event.type === 'cut-over');
  const finalised = events.findLast((event) => event.type === 'finalised');
  return {
    status: state.status,
    stage: currentStage(state),
    tables: state.tables.length,
    rows: sum(state.tables.map((table) => table.rows)),
    bytes: sum(state.tables.map((table) => table.bytes)),
    copiedBytes: sum(state.tables.map((table) => table.copiedBytes)),
    findings: state.findings,
    error: state.error ?? Prisma.DbNull,
    differences: differencesOf(state),
    pausedMs: BigInt(Math.trunc(state.pausedMs ?? 0)),
    tookMs: tookMs(state),
    startedAt: dateOf(state.startedAt),
    endedAt: dateOf(state.endedAt),
    ...(cutOver ? { cutOverAt: new Date(cutOver.at) } : {}),
    ...(finalised ? { finalisedAt: new Date(finalised.at) } : {}),
  };
}

/** Rows in quarantine, as the report counts them. */
export function quarantinedOf(report: Report): bigint {
  return sum(report.tables.map(({ rows }) => rows.quarantined));
}

function currentStage(state: RunState): string | null {
  const running = state.stages.find((stage) => stage.state === 'running' || stage.state === 'failed');
  return (running ?? state.stages.findLast((stage) => stage.state === 'done'))?.name ?? null;
}

/** Tables that are not the same on both sides; null while nothing was compared. */
export function differencesOf(state: RunState): number | null {
  const checked = state.tables.flatMap((table) => (table.verification ? [table.verification] : []));
  return checked.length === 0 ? null : checked.filter(differs).length;
}

function differs({ count, content }: TableVerification): boolean {
  return [count, content].some((verdict) => verdict === 'differs' || verdict === 'error');
}

function sum(values: number[]): bigint {
  return BigInt(Math.trunc(values.reduce((total, value) => total + value, 0)));
}

function tookMs({ startedAt, endedAt, pausedMs = 0 }: RunState): bigint | null {
  if (startedAt === null || endedAt === null) return null;
  return BigInt(Math.max(0, Math.trunc(endedAt - startedAt - pausedMs)));
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
