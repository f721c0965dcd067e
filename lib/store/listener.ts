/** One connection that LISTENs, made again whenever it breaks. NOTIFYs are hints: whoever listens also polls. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

export interface Listener {
  close(): Promise<void>;
}

export interface ListenOptions {
  connectionString: string;
  name: string;
  /** Handlers by channel. */
  channels: Record<string, (payload: string) => void>;
  /** Called whenever it listens (again): what was told meanwhile was missed. */
  onReady?: () => void;
}

export function listen(options: ListenOptions): Listener {
  const closing = new AbortController();
  const done = keepListening(options, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await done;
    },
  };
}

async function keepListening(options: ListenOptions, closed: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  while (!closed.aborted) {
    try {
      await listenOnce(options, closed, () => {
        pause = FIRST_PAUSE_MS;
      });
    } catch {
      // The next attempt follows; whoever needs the database meanwhile hears of it there.
    }
    if (closed.aborted) return;
    await sleep(pause, undefined, { signal: closed }).catch(() => {});
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Resolves when the connection has ended. */
async function listenOnce(options: ListenOptions, closed: AbortSignal, onReady: () => void): Promise<void> {
  const { connectionString, name, channels } = options;
  const client = new pg.Client({
    connectionString,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    closed.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await client.connect();
    client.on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''));
    for (const channel of Object.keys(channels)) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    onReady();
    options.onReady?.();
    await ended;
  } finally {
    await client.end().catch(() => {});
  }
}
