/** One table of a run: the run itself, and what happened to this table. */
import { may } from '../auth/permissions.ts';
import { authorise } from './access.ts';
import type { RunDetail } from './dto/run.ts';
import { hideEvent } from './hide-values.ts';
import { eventsOfTable, type StoredEvent } from './run-events.ts';
import { getRun } from './runs.ts';

export interface RunTable {
  run: RunDetail;
  /** Oldest first; with those that say when the run began and stopped. */
  events: StoredEvent[];
}

/** By the table's name in the source; null where the run knows no such table. */
export async function getRunTable(id: string, name: string): Promise<RunTable | null> {
  const run = await getRun(id);
  if (!run) return null;
  const planned = run.plan?.tables.find(({ source }) => source === name);
  if (!planned && !run.state.tables.some((table) => table.name === name)) return null;
  const { db, user } = await authorise('run.read');
  const events = await eventsOfTable(db, id, [name, planned?.target ?? name]);
  const open = may(user.role, 'run.values');
  return { run, events: open ? events : events.map((one) => ({ ...one, event: hideEvent(one.event) })) };
}
