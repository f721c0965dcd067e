/** What a page says of a run in figures, out of RunState alone. Pure; times in Unix milliseconds. */
import type { RunState, StageState, TableProgress, TableState } from '../../lib/engine/events.ts';
import type { Stage } from '../../lib/engine/types.ts';

/** How much of a whole run each stage usually is. Only their proportions matter. */
export const STAGE_WEIGHTS: Record<Stage, number> = {
  snapshot: 6,
  profile: 16,
  plan: 1,
  schema: 1,
  copy: 42,
  constraints: 14,
  verify: 19,
  cutover: 1,
};

/** 0 to 1. Of the copy stage the unit is bytes, so large tables count as what they are. */
export function stageShare(stage: StageState): number {
  if (stage.state === 'done') return 1;
  return stage.total > 0 ? Math.min(1, stage.done / stage.total) : 0;
}

/** 0 to 1 over all stages of this kind of run. */
export function runShare(state: RunState): number {
  if (state.status === 'succeeded' || state.status === 'rolled-back') return 1;
  const whole = state.stages.reduce((sum, stage) => sum + STAGE_WEIGHTS[stage.name], 0);
  const done = state.stages.reduce((sum, stage) => sum + STAGE_WEIGHTS[stage.name] * stageShare(stage), 0);
  return whole > 0 ? done / whole : 0;
}

/** Of the document's title and the announcements: never 100 before it is. */
export function runPercent(state: RunState): number {
  return Math.floor(runShare(state) * 100);
}

export function currentStage(state: RunState): StageState | null {
  return state.stages.find((stage) => stage.state === 'running' || stage.state === 'failed') ?? null;
}

export interface Totals {
  rows: number;
  copiedRows: number;
  bytes: number;
  copiedBytes: number;
}

export function totalsOf(tables: TableProgress[]): Totals {
  const totals: Totals = { rows: 0, copiedRows: 0, bytes: 0, copiedBytes: 0 };
  for (const table of tables) {
    totals.rows += table.rows;
    totals.copiedRows += table.copiedRows;
    totals.bytes += table.bytes;
    totals.copiedBytes += table.copiedBytes;
  }
  return totals;
}

export type TableGroup = 'failed' | 'active' | 'waiting' | 'done';

const GROUPS: Record<TableState, TableGroup> = {
  failed: 'failed',
  creating: 'active',
  copying: 'active',
  indexing: 'active',
  verifying: 'active',
  waiting: 'waiting',
  done: 'done',
  skipped: 'done',
};
const ORDER: TableGroup[] = ['failed', 'active', 'waiting', 'done'];

export function groupOf(table: TableProgress): TableGroup {
  const { verification } = table;
  const differs = [verification?.count, verification?.content].some(
    (verdict) => verdict === 'differs' || verdict === 'error',
  );
  return differs ? 'failed' : GROUPS[table.state];
}

/** Failed → active → waiting → done; inside a group as the plan has them. */
export function sortedTables(tables: TableProgress[]): TableProgress[] {
  return tables.toSorted((a, b) => ORDER.indexOf(groupOf(a)) - ORDER.indexOf(groupOf(b)));
}

export function countGroups(tables: TableProgress[]): Record<TableGroup, number> {
  const counts = { failed: 0, active: 0, waiting: 0, done: 0 };
  for (const table of tables) counts[groupOf(table)]++;
  return counts;
}

/** 0 to 1. A table that is done is done, and an empty one too: never a bar that stays short of its end. */
export function copiedShare(table: TableProgress): number {
  if (['done', 'verifying', 'indexing'].includes(table.state)) return 1;
  return table.rows === 0 ? 0 : Math.min(1, table.copiedRows / table.rows);
}

/** How long it took or goes on, in seconds, without what it stood paused; null before it began. */
export function elapsedSeconds(state: RunState, now: number): number | null {
  if (state.startedAt === null) return null;
  const paused = (state.pausedMs ?? 0) + (state.pausedAt ? Math.max(0, now - state.pausedAt) : 0);
  return Math.max(0, ((state.endedAt ?? now) - state.startedAt - paused) / 1000);
}

export const ACTIVE_STATUSES: readonly RunState['status'][] = ['queued', 'running', 'paused', 'rolling-back'];

export function isActive(state: Pick<RunState, 'status'>): boolean {
  return ACTIVE_STATUSES.includes(state.status);
}
