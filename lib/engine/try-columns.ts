/** What choices would come to, counted on the snapshot that a plan was made from, before it is planned again. */
import { existsSync } from 'node:fs';
import { type ErrorInfo, errorInfo, MigrationError } from './errors.ts';
import { profilesPath } from './source/kept-profiles.ts';
import type { Trial, TrialTask } from './source/trial.ts';
import { ThreadPool } from './threads/pool.ts';
import type { Overrides, Plan } from './types.ts';

export type ColumnTrial = { table: string; column: string } & (
  | { trial: Trial; error: null }
  /** A choice that cannot be followed; or the column is not there. */
  | { trial: null; error: ErrorInfo }
);

export interface TrialInput {
  snapshotPath: string;
  plan: Plan;
  overrides: Overrides;
  columns: { table: string; column: string }[];
  /** For all of them together, in milliseconds: what was not counted by then is told as it stands. */
  limitMs: number;
}

/** Throws RUN-SNAPSHOT-GONE; what is wrong with a choice is told with its column. */
export async function tryColumns(input: TrialInput, signal: AbortSignal): Promise<ColumnTrial[]> {
  const { snapshotPath, plan, overrides, columns } = input;
  const kept = [snapshotPath, profilesPath(snapshotPath)];
  if (!kept.every((file) => existsSync(file))) throw snapshotGone();
  const pool = new ThreadPool<TrialTask, Trial | null>(
    new URL('./threads/trial-thread.ts', import.meta.url),
    1,
    { snapshotPath },
    signal,
  );
  const until = Date.now() + input.limitMs;
  const results: ColumnTrial[] = [];
  try {
    for (const { table, column } of columns) {
      const planned = plan.tables.find(({ source }) => source === table);
      const matched = planned?.match
        ? (planned.columns.find(({ source }) => source === column) ?? null)
        : null;
      results.push(await outcomeOf(pool, { table, column, overrides, matched, until }));
    }
  } finally {
    await pool.close();
  }
  return results;
}

async function outcomeOf(pool: ThreadPool<TrialTask, Trial | null>, task: TrialTask): Promise<ColumnTrial> {
  const place = { table: task.table, column: task.column };
  try {
    const trial = await pool.run(task);
    return trial
      ? { ...place, trial, error: null }
      : { ...place, trial: null, error: errorInfo(noColumn(place)) };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    return { ...place, trial: null, error: errorInfo(error) };
  }
}

export function snapshotGone(): MigrationError {
  return new MigrationError(
    'RUN-SNAPSHOT-GONE',
    'The snapshot that the plan was made from is no longer kept.',
    'Plan again: the new plan counts, and its snapshot is there for the next choice.',
  );
}

function noColumn({ table, column }: { table: string; column: string }): MigrationError {
  return new MigrationError(
    'RUN-NO-SUCH-COLUMN',
    `The snapshot has no column ${table}.${column}.`,
    'Plan again: the source changed.',
    { context: { table, column } },
  );
}
