/** A process that carries one run and can be killed: `node carrier-main.ts <json>`. Tells each event to its parent. */
import { rollbackRun } from '../../engine/rollback.ts';
import { runMigration } from '../../engine/run.ts';
import { parseTarget } from '../../engine/target/config.ts';
import { PlanOptions } from '../../engine/types.ts';
import type { Told } from './carrier.ts';
import { FileRunStore } from './file-store.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as {
  runId: string;
  source: string;
  url: string;
  workDir: string;
  store: string;
  watchMs: number;
  patienceMs: number;
  rollback?: boolean;
};
const tell = (told: Told) => process.send?.(told);
process.on('disconnect', () => process.exit(3));

const store = new FileRunStore(task.store, 'full', (event) => tell({ event }));
const earlier = await store.load(task.runId);
const succeeded = earlier?.state.status === 'succeeded' ? earlier.artefacts.report : undefined;
const report =
  succeeded ??
  (await runMigration(
    {
      runId: task.runId,
      kind: 'full',
      sourcePath: task.source,
      target: { ...parseTarget(task.url), watchMs: task.watchMs },
      options: PlanOptions.parse({ replace: true }),
      expectedPlanHash: null,
      workDir: task.workDir,
      jobs: 2,
      patienceMs: task.patienceMs,
    },
    { store, signal: new AbortController().signal },
  ));
if (task.rollback && report.outcome === 'succeeded') {
  try {
    const target = { ...parseTarget(task.url), watchMs: task.watchMs };
    await rollbackRun(task.runId, target, 'a fault is tried', {
      signal: new AbortController().signal,
      patienceMs: task.patienceMs,
    });
  } catch (error) {
    // Carried out before this process heard of it.
    if ((error as { code?: string }).code !== 'RUN-ROLLED-BACK') throw error;
  }
}
tell({ report, rss: process.resourceUsage().maxRSS * 1024 });
process.disconnect();
