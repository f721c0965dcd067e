/** The backup that a migration leaves: a copy of the source. Its file goes only when somebody says so. */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { config } from '../config.ts';
import { authorise } from './access.ts';
import { failure } from './failures.ts';
import type { RemoveSnapshotInput } from './inputs.ts';
import { runState } from './rows.ts';
import { assertTargetNamed, runFacts } from './run-facts.ts';
import { snapshotDenial } from './run-permissions.ts';

/** It may have been removed by other means: `rm`, or `howdah clean`. */
export async function isThere(file: string | null): Promise<boolean> {
  return file !== null && (await stat(file).catch(() => null)) !== null;
}

/** Throws PNL-NO-SNAPSHOT or PNL-CONFIRMATION. Answers what is gone, for the audit. */
export async function removeSnapshot(
  input: z.output<typeof RemoveSnapshotInput>,
): Promise<{ bytes: number; sha256: string }> {
  const { db, user } = await authorise('run.remove-snapshot');
  const run = await runFacts(db, input.id);
  const why = snapshotDenial(run);
  if (why) throw failure('PNL-NO-SNAPSHOT', { why });
  assertTargetNamed(run, input.confirmation);
  const { state, kind } = await db.run.findUniqueOrThrow({ where: { id: run.id } });
  const { snapshot } = runState({ state, kind });
  // By its own name in our own folder: whatever the row says, nothing else is removed.
  const file = path.join(config().data.snapshots, `${run.id}.sqlite`);
  for (const beside of ['', '-wal', '-shm', '-journal']) await rm(file + beside, { force: true });
  await db.run.update({
    where: { id: run.id },
    data: { snapshotPath: null, snapshotRemovedAt: new Date(), snapshotRemovedById: user.id },
  });
  return { bytes: snapshot?.bytes ?? 0, sha256: snapshot?.sha256 ?? '' };
}
