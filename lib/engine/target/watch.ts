/**
 * A connection that stalls without being closed looks like a server that works for long: a COPY would wait for ever.
 * So whoever has waited in silence for a while asks the server, over another connection, what its session does.
 */
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import type pg from 'pg';

export const STALLED = 'HOWDAH-STALLED';

/** `busy` works on what we asked; `idle` waits for us, or is gone; `unknown` when it could not be found out. */
export type SessionState = 'busy' | 'idle' | 'unknown';

export const WATCH_MS = 5_000;
/** Silent ticks before the server is asked, and answers "it waits for you" before the connection is given up. */
const SILENT_TICKS = 3;
const IDLE_LOOKS = 3;
/** How long an orderly goodbye may take. */
const END_MS = 3_000;

interface Inside {
  connection: { stream: Socket & { _handle?: { writeQueueSize?: number } | null } };
  _activeQuery: unknown;
}

/** Breaks the connection off with the code STALLED when `ask` says so; from then on `end` does not wait for ever. */
export function watchConnection(
  client: pg.Client,
  ask: () => Promise<SessionState>,
  tickMs = WATCH_MS,
): void {
  const inside = client as unknown as Inside;
  const { stream } = inside.connection;
  let moved = -1;
  let silent = 0;
  let idle = 0;
  const tick = async () => {
    const now = bytesMoved(inside);
    if (!waitsForServer(inside) || now !== moved) {
      moved = now;
      silent = 0;
      idle = 0;
      return;
    }
    if (++silent < SILENT_TICKS) return;
    const state = await ask();
    if (bytesMoved(inside) !== moved || state === 'busy') idle = 0;
    else if (state === 'idle') idle++;
    if (idle < IDLE_LOOKS) return;
    const seconds = Math.round(((silent + 1) * tickMs) / 1000);
    stream.destroy(
      Object.assign(new Error(`nothing came through for ${seconds} seconds`), { code: STALLED }),
    );
  };
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void tick().finally(() => {
      looking = false;
    });
  }, tickMs);
  timer.unref();
  stream.once('close', () => clearInterval(timer));
  const end = client.end.bind(client) as () => Promise<void>;
  client.end = (async () => {
    const late = setTimeout(() => stream.destroy(), END_MS);
    try {
      await end();
    } finally {
      clearTimeout(late);
    }
  }) as typeof client.end;
}

/** What was taken from the socket and what the system took from us: a large block moves in many steps. */
function bytesMoved({ connection: { stream } }: Inside): number {
  return stream.bytesRead + stream.bytesWritten - (stream._handle?.writeQueueSize ?? 0);
}

/** A COPY whose next rows are still being read from SQLite does not wait for the server. */
function waitsForServer({ _activeQuery: query, connection: { stream } }: Inside): boolean {
  if (query === null || query === undefined) return false;
  return !(
    query instanceof Writable &&
    !query.writableEnded &&
    query.writableLength === 0 &&
    stream.writableLength === 0
  );
}
