/** The log of a run, a page at a time from its newest end, or whole from its beginning. */
import { may } from '../auth/permissions.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Access } from './access.ts';
import type { LogEntry, LogPage } from './dto/log.ts';
import { failure } from './failures.ts';
import { hideEvent } from './hide-values.ts';
import { eventsOf } from './run-events.ts';

export const LOG_PAGE = 200;
const CHUNK = 1000;
/** So many are looked through for one answer: a filter that fits nothing must not hold the panel up. */
const LOOKED_THROUGH = 10_000;

export interface LogQuery {
  before?: number | undefined;
  after?: number | undefined;
  /** Judges what this role may see of an event. */
  fits: (event: RunEvent) => boolean;
}

/** Throws PNL-NOT-FOUND. */
export async function readLog(
  { db, user }: Access,
  runId: string,
  { before, after, fits }: LogQuery,
): Promise<LogPage> {
  const run = await db.run.findUnique({ where: { id: runId }, select: { seq: true } });
  if (!run) throw failure('PNL-NOT-FOUND');
  const open = may(user.role, 'run.values');
  const entries: LogEntry[] = [];
  const page = (older: number | null): LogPage => ({
    entries: entries.slice(0, LOG_PAGE),
    older,
    newest: run.seq,
    gap: after !== undefined && older !== null,
  });
  // What comes while this is read belongs to the next look.
  let from = Math.min(before ?? run.seq + 1, run.seq + 1);
  for (let looked = 0; looked < LOOKED_THROUGH; looked += CHUNK) {
    const chunk = await eventsOf(db, runId, { before: from, after, limit: CHUNK });
    for (const { seq, event } of chunk) {
      const seen = open ? event : hideEvent(event);
      if (fits(seen)) entries.push({ seq, event: seen });
      if (entries.length > LOG_PAGE) return page(entries[LOG_PAGE - 1]?.seq ?? null);
      from = seq;
    }
    if (chunk.length < CHUNK) return page(null);
  }
  return page(from);
}

/** All of it, oldest first, a piece at a time. */
export async function readWholeLog({ db, user }: Access, runId: string): Promise<AsyncIterable<LogEntry[]>> {
  const run = await db.run.findUnique({ where: { id: runId }, select: { seq: true } });
  if (!run) throw failure('PNL-NOT-FOUND');
  const open = may(user.role, 'run.values');
  return (async function* () {
    for (let after = 0; ; ) {
      const chunk = await eventsOf(db, runId, { after, limit: CHUNK, oldestFirst: true });
      if (chunk.length > 0) {
        yield chunk.map(({ seq, event }) => ({ seq, event: open ? event : hideEvent(event) }));
      }
      if (chunk.length < CHUNK) return;
      after = chunk.at(-1)?.seq ?? after;
    }
  })();
}
