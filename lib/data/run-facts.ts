/** A run as run-permissions.ts judges it, with the name of its target that whoever goes back or ends it must type. */
import type { PrismaClient } from '../store/database.ts';
import { failure } from './failures.ts';

export async function runFacts(db: PrismaClient, id: string) {
  const run = await db.run.findUnique({
    where: { id },
    select: {
      id: true,
      migrationId: true,
      kind: true,
      status: true,
      pending: true,
      cutOverAt: true,
      finalisedAt: true,
      snapshotPath: true,
      snapshotRemovedAt: true,
      migration: { select: { target: { select: { name: true, removedAt: true } } } },
    },
  });
  if (!run) throw failure('PNL-NOT-FOUND');
  return run;
}

/** Throws PNL-CONFIRMATION unless the target's name was typed. */
export function assertTargetNamed(
  { migration }: { migration: { target: { name: string } } },
  confirmation: string,
): void {
  const { name } = migration.target;
  if (confirmation.trim() !== name.trim()) throw failure('PNL-CONFIRMATION', { name });
}
