/** A run as a stream: where it stands, then every event, until it has ended and all is sent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { may } from '../auth/permissions.ts';
import { findSession } from '../auth/sessions.ts';
import type { RunEvent } from '../engine/events.ts';
import type { PrismaClient } from '../store/database.ts';
import { documentOf } from '../store/json.ts';
import type { RunWatch } from '../web/run-hub.ts';
import type { Access } from './access.ts';
import type { RunLive, RunStream } from './dto/run-live.ts';
import { failure } from './failures.ts';
import { hideEvent, hideState } from './hide-values.ts';
import { runState } from './rows.ts';
import { META_SELECT, runMeta } from './run-meta.ts';

/** Further behind than this the whole state is less to send. */
const REPLAY_MAX = 1000;
/** Told changes come at once; without telling it looks this often. */
const POLL_MS = 5_000;
/** At most four updates a second. */
const PAUSE_MS = 250;
/** So often at least something is said: whoever listens knows that the stream lives. */
const ALIVE_MS = 5_000;
const SESSION_CHECK_MS = 30_000;

const LIVE_SELECT = { ...META_SELECT, kind: true, seq: true, state: true } as const;

/** For those who poll. */
export async function runLive({ db, user }: Access, id: string): Promise<RunLive> {
  const run = await db.run.findUnique({ where: { id }, select: LIVE_SELECT });
  if (!run) throw failure('PNL-NOT-FOUND');
  const state = runState(run);
  return {
    seq: run.seq,
    state: may(user.role, 'run.values') ? state : hideState(state),
    meta: runMeta(run),
  };
}

type Send = (message: RunStream) => Promise<void>;

export interface StreamOptions {
  runId: string;
  /** Last-Event-ID; null for a first connection. */
  after: number | null;
  watch: RunWatch;
  signal: AbortSignal;
  /** How often it is looked whether the session still holds. */
  sessionCheckMs?: number;
}

export async function streamRun(access: Access, options: StreamOptions, send: Send): Promise<void> {
  const { db } = access;
  const { runId, watch, signal, sessionCheckMs = SESSION_CHECK_MS } = options;
  let sent = options.after;
  let meta = '';
  let metaAt = 0;
  let checked = Date.now();
  while (!signal.aborted) {
    const run = await db.run.findUnique({ where: { id: runId }, select: { ...META_SELECT, seq: true } });
    if (!run) throw failure('PNL-NOT-FOUND');
    sent = await catchUp(access, runId, sent, run.seq, send);
    const nextMeta = runMeta(run);
    const said = JSON.stringify({ ...nextMeta, at: null });
    if (said !== meta || Date.now() - metaAt >= ALIVE_MS) {
      await send({ event: 'meta', data: nextMeta });
      metaAt = Date.now();
    }
    meta = said;
    if (run.pending === null) return send({ event: 'end', data: null });
    if (Date.now() - checked >= sessionCheckMs) {
      checked = Date.now();
      // Another role may see less: the browser connects again, as that role.
      if ((await findSession(db, access.sessionId))?.user.role !== access.user.role) return;
    }
    await watch.next(POLL_MS, signal);
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

/** Sends what is between `sent` and `seq`, as events or as the state; answers how far it came. */
async function catchUp(
  access: Access,
  runId: string,
  sent: number | null,
  seq: number,
  send: Send,
): Promise<number> {
  if (sent === null || sent > seq || seq - sent > REPLAY_MAX) {
    const live = await runLive(access, runId);
    await send({ event: 'state', id: live.seq, data: live.state });
    return live.seq;
  }
  if (sent === seq) return sent;
  const events = await eventsAfter(access.db, runId, sent);
  const open = may(access.user.role, 'run.values');
  for (const { seq: id, event } of events) {
    await send({ event: 'run', id, data: open ? event : hideEvent(event) });
  }
  return events.at(-1)?.seq ?? sent;
}

async function eventsAfter(
  db: PrismaClient,
  runId: string,
  after: number,
): Promise<{ seq: number; event: RunEvent }[]> {
  const rows = await db.runEvent.findMany({
    where: { runId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: REPLAY_MAX,
    select: { seq: true, body: true },
  });
  return rows.map((row) => ({ seq: row.seq, event: documentOf<RunEvent>(row.body) }));
}
