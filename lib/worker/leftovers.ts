/** What dead runs left in a target and in this machine's folder of snapshots. Runs that are still to be carried on stay. */
import type { CleanResult, Leftover } from '../engine/index.ts';
import { writeAudit } from '../store/audit.ts';
import type { Target } from '../store/generated/client.ts';
import type { WorkerContext } from './context.ts';
import { targetConfig } from './places.ts';

export interface KnownLeftover extends Leftover {
  /** A run of this panel. */
  here: boolean;
}

/** `remove`: of these runs it is removed, null only looks. */
export async function leftovers(
  context: WorkerContext,
  target: Target,
  remove: string[] | null,
): Promise<{ found: KnownLeftover[] } & Partial<CleanResult>> {
  const { engine, folders, database, host } = context;
  const config = targetConfig(context, target);
  const workDir = folders.snapshots;
  if (remove === null) return { found: await known(context, await engine.listLeftovers(config, workDir)) };
  const before = await known(context, await engine.listLeftovers(config, workDir));
  const runs = before
    .filter(({ run, state }) => remove.includes(run) && state !== 'alive')
    .map(({ run }) => run);
  const result = await engine.removeLeftovers(config, runs, {
    workDir,
    // Those of this panel that go on are not among them; of another's it is somebody's choice by now.
    interrupted: true,
    signal: new AbortController().signal,
  });
  await writeAudit(database.prisma, {
    action: 'clean.ended',
    subject: target.id,
    outcome: result.left.length === 0 ? 'done' : 'failed',
    address: host,
    detail: { removed: result.removed.map(({ run }) => run).join(' '), left: result.left.length },
  });
  return { found: await known(context, await engine.listLeftovers(config, workDir)), ...result };
}

/** The panel knows of its own runs what the target cannot: who is to be carried on, and who has ended for good. */
async function known({ database }: WorkerContext, found: Leftover[]): Promise<KnownLeftover[]> {
  const rows = await database.prisma.run.findMany({
    where: { id: { in: found.map(({ run }) => run) } },
    select: { id: true, pending: true },
  });
  const pending = new Map(rows.map((row) => [row.id, row.pending]));
  return found.map((leftover) => {
    const owed = pending.get(leftover.run);
    const here = owed !== undefined;
    if (!here || leftover.state === 'alive') return { ...leftover, here };
    return { ...leftover, here, state: owed === null ? 'dead' : 'alive' };
  });
}
