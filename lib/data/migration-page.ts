/** What the page of a migration is made of: the migration, and its latest preview until that is done with and its plan there. */
import type { MigrationDetail } from './dto/migration.ts';
import type { RunDetail } from './dto/run.ts';
import { getMigration } from './migrations.ts';
import { getRun } from './runs.ts';

export interface MigrationPage {
  migration: MigrationDetail;
  preview: RunDetail | null;
}

/**
 * A preview that has ended was read before its migration: the other way round it could end between the two, and the page would
 * wait for an end that nobody tells again.
 */
export async function getMigrationPage(
  id: string,
  read: { migration: typeof getMigration; run: typeof getRun } = { migration: getMigration, run: getRun },
): Promise<MigrationPage | null> {
  for (let ended: RunDetail | null = null; ; ) {
    const migration = await read.migration(id);
    if (!migration) return null;
    const { latestPlan, plan, activeRun } = migration;
    const isDone = latestPlan?.status === 'succeeded' && plan !== null && activeRun !== latestPlan.id;
    if (!latestPlan || isDone) return { migration, preview: null };
    if (ended?.id === latestPlan.id) return { migration, preview: ended };
    const preview = await read.run(latestPlan.id);
    if (!preview?.meta.hasReport) return { migration, preview };
    ended = preview;
  }
}
