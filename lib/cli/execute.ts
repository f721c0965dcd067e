/** One run of the engine from the command line: its state in memory, its progress on stderr. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  MemoryRunStore,
  newRunId,
  type Plan,
  type PlanOptions,
  type Report,
  type RunKind,
  runMigration,
  type TargetConfig,
} from '../engine/index.ts';
import { workDir } from './paths.ts';
import type { Session } from './session.ts';
import { shownTarget } from './target.ts';

export interface Request {
  kind: RunKind;
  /** Absolute. */
  source: string;
  target: TargetConfig | null;
  options: PlanOptions;
  jobs: number;
  workDir: string | undefined;
  verify?: 'content' | 'counts';
}

export interface Outcome {
  report: Report;
  plan: Plan | null;
  /** The backup that a successful migration leaves; null where none was kept. */
  snapshot: string | null;
}

export async function execute(request: Request, { stop, watcher }: Session): Promise<Outcome> {
  const folder = workDir(request.workDir);
  const runId = newRunId();
  const store = new MemoryRunStore(request.kind, (event, state) => watcher.onEvent(event, state));
  watcher.start();
  if (request.target) stop.cleansWith(cleanCommand(request.target, request.workDir));
  try {
    const report = await runMigration(
      {
        runId,
        kind: request.kind,
        sourcePath: request.source,
        target: request.target,
        options: request.options,
        expectedPlanHash: null,
        workDir: folder,
        jobs: request.jobs,
        verify: request.verify,
      },
      { store, signal: stop.signal },
    );
    const snapshot = store.artefacts.snapshotPath ?? join(folder, `${runId}.sqlite`);
    const keep = request.kind === 'full' && report.outcome === 'succeeded';
    if (!keep) rmSync(snapshot, { force: true });
    return { report, plan: store.artefacts.plan ?? null, snapshot: keep ? snapshot : null };
  } finally {
    watcher.stop();
    stop.cleansWith(null);
  }
}

function cleanCommand(target: TargetConfig, folder: string | undefined): string {
  const where = folder === undefined ? '' : ` --work-dir ${JSON.stringify(workDir(folder))}`;
  return `howdah clean ${shownTarget(target)}${where}`;
}
