/** A look at a source alone: snapshot, catalog and profile, as a plan without a target. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError } from './errors.ts';
import { newRunId, runMigration } from './run.ts';
import { MemoryRunStore } from './store.ts';
import type { Plan, PlanOptions } from './types.ts';

/** The plan of a source without a target. Its snapshot is removed again. Throws MigrationError. */
export async function inspectSource(
  sourcePath: string,
  options: { plan: PlanOptions; workDir: string; jobs: number; store?: MemoryRunStore; signal: AbortSignal },
): Promise<Plan> {
  const runId = newRunId();
  const store = options.store ?? new MemoryRunStore('plan');
  try {
    const report = await runMigration(
      {
        runId,
        kind: 'plan',
        sourcePath,
        target: null,
        options: options.plan,
        expectedPlanHash: null,
        workDir: options.workDir,
        jobs: options.jobs,
      },
      { store, signal: options.signal },
    );
    options.signal.throwIfAborted();
    if (report.error) throw new MigrationError(report.error.code, report.error.message, report.error.remedy);
    const { plan } = store.artefacts;
    if (!plan) throw new Error('a successful plan run leaves a plan');
    return plan;
  } finally {
    await rm(join(options.workDir, `${runId}.sqlite`), { force: true });
  }
}
