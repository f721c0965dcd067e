/** The latest of what happened in a run: transitions, not what lies between them. */
import { may } from '../auth/permissions.ts';
import { isId } from '../store/ids.ts';
import { authorise } from './access.ts';
import { hideEvent } from './hide-values.ts';
import { eventsOf, type StoredEvent } from './run-events.ts';

const AT_MOST = 100;

/** Oldest first. */
export async function getRunTimeline(id: string): Promise<StoredEvent[]> {
  const { db, user } = await authorise('run.read');
  if (!isId(id)) return [];
  const events = await eventsOf(db, id, { without: ['object-made'], limit: AT_MOST });
  const open = may(user.role, 'run.values');
  return events.reverse().map(({ seq, event }) => ({ seq, event: open ? event : hideEvent(event) }));
}
