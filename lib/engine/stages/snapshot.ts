import { stat } from 'node:fs/promises';
import { MigrationError } from '../errors.ts';
import { GATE } from '../gates.ts';
import { type RunContext, sourceThreads } from '../run-context.ts';
import { makeSnapshot, secureSnapshot, sha256 } from '../source/snapshot.ts';

/** Copies the source and checks the copy, while it is profiled already. An interrupted run goes on with the copy it has, if that is unharmed. */
export async function snapshotStage(context: RunContext): Promise<void> {
  const { input, progress, store, signal } = context;
  const path = context.snapshotPath;
  const known = (await store.load(input.runId))?.state.snapshot;
  if (known && (await isUnharmed(path, known, signal))) {
    context.snapshot = { path, ...known };
    for (const gate of [GATE.snapshot, GATE.checked]) context.gates.open(gate);
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
  // Their modules are read while the file is copied.
  const threads = sourceThreads(context);
  await makeSnapshot(input.sourcePath, path, {
    signal,
    onProgress: (done, total) => progress.stage({ type: 'stage-progress', stage: 'snapshot', done, total }),
  });
  context.gates.open(GATE.snapshot);
  const [snapshot, verdict] = await Promise.all([
    secureSnapshot(path, signal),
    threads.run<string>({ do: 'check' }),
  ]);
  if (verdict !== 'ok') {
    throw new MigrationError(
      'SRC-CORRUPT',
      `${input.sourcePath} is damaged: ${verdict}.`,
      'Recover it first: sqlite3 damaged.db ".recover" | sqlite3 recovered.db, and check what came back.',
      { context: { path: input.sourcePath } },
    );
  }
  context.snapshot = snapshot;
  context.gates.open(GATE.checked);
  const { bytes, sha256: digest } = snapshot;
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
