/** What happened in a run, for its timeline: transitions only, not the counters between them. */

import { may } from '../auth/permissions.ts';
import type { RunEvent } from '../engine/events.ts';
import { isId } from '../store/ids.ts';
import { documentOf } from '../store/json.ts';
import { authorise } from './access.ts';
import { hideEvent } from './hide-values.ts';

const AT_MOST = 500;

/** Oldest first; of a run with very many events the latest 500. */
export async function getRunTimeline(id: string): Promise<{ seq: number; event: RunEvent }[]> {
  const { db, user } = await authorise('run.read');
  if (!isId(id)) return [];
  const rows = await db.$queryRaw<{ seq: number; body: unknown }[]>`
    SELECT seq, body FROM run_events
    WHERE run_id = ${id} AND body->>'type' NOT IN ('stage-progress', 'tables-progress', 'object-made')
    ORDER BY seq DESC LIMIT ${AT_MOST}`;
  const open = may(user.role, 'run.values');
  return rows.reverse().map(({ seq, body }) => {
    const event = documentOf<RunEvent>(body);
    return { seq, event: open ? event : hideEvent(event) };
  });
}
