import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError } from '../errors.ts';
import { type RunContext, sourceThreads } from '../run-context.ts';
import { makeSnapshot, sha256 } from '../source/snapshot.ts';

/** Copies the source and checks the copy. An interrupted run goes on with the copy it has, if that is unharmed. */
export async function snapshotStage(context: RunContext): Promise<void> {
  const { input, progress, store, signal } = context;
  const path = join(input.workDir, `${input.runId}.sqlite`);
  const known = (await store.load(input.runId))?.state.snapshot;
  if (known && (await isUnharmed(path, known, signal))) {
    context.snapshot = { path, ...known };
    return;
  }
  const started = await store.load(input.runId);
  if (started?.artefacts.plan) {
    throw new MigrationError(
      'RUN-SNAPSHOT-LOST',
      'The snapshot of this interrupted run is gone or was changed, so it cannot go on.',
      'Start a new run. Nothing was made visible.',
    );
  }
  context.snapshot = await makeSnapshot(input.sourcePath, path, {
    signal,
    onProgress: (done, total) => progress.stage({ type: 'stage-progress', stage: 'snapshot', done, total }),
  });
  const verdict = await sourceThreads(context).run<string>({ do: 'check' });
  if (verdict !== 'ok') {
    throw new MigrationError(
      'SRC-CORRUPT',
      `${input.sourcePath} is damaged: ${verdict}.`,
      'Recover it first: sqlite3 damaged.db ".recover" | sqlite3 recovered.db, and check what came back.',
      { context: { path: input.sourcePath } },
    );
  }
  const { bytes, sha256: digest } = context.snapshot;
  await store.save(input.runId, { snapshotPath: path });
  progress.emit({ type: 'snapshot-made', bytes, sha256: digest });
}

async function isUnharmed(
  path: string,
  known: { bytes: number; sha256: string },
  signal: AbortSignal,
): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info?.size === known.bytes && (await sha256(path, signal)) === known.sha256;
}
