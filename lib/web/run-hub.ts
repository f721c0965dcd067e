/** What workers tell of runs, by one listening connection for all streams of this process. */
import { RUN_CHANNEL } from '../store/channels.ts';
import { type Listener, listen } from '../store/listener.ts';

export interface RunWatch {
  /** Resolves when something may have changed since the last call, at the latest after `ms`. */
  next(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface RunHub {
  watch(runId: string): RunWatch;
  close(): Promise<void>;
}

interface Watcher {
  changed: boolean;
  wake: () => void;
}

export function openRunHub(connectionString: string): RunHub {
  const watchers = new Map<string, Set<Watcher>>();
  const tell = (watcher: Watcher) => {
    watcher.changed = true;
    watcher.wake();
  };
  const listener: Listener = listen({
    connectionString,
    name: 'howdah web listener',
    channels: {
      [RUN_CHANNEL]: (payload) => {
        for (const watcher of watchers.get(payload.split(' ')[0] ?? '') ?? []) tell(watcher);
      },
    },
    onReady: () => {
      for (const watcher of [...watchers.values()].flatMap((set) => [...set])) tell(watcher);
    },
  });
  return {
    watch(runId) {
      const watcher: Watcher = { changed: false, wake: () => {} };
      const set = watchers.get(runId) ?? new Set();
      watchers.set(runId, set.add(watcher));
      return {
        next: (ms, signal) => untilChanged(watcher, ms, signal),
        close: () => {
          set.delete(watcher);
          if (set.size === 0) watchers.delete(runId);
        },
      };
    },
    close: () => listener.close(),
  };
}

function untilChanged(watcher: Watcher, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      watcher.wake = () => {};
      watcher.changed = false;
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    watcher.wake = done;
    if (watcher.changed || signal.aborted) done();
  });
}

const SLOT = Symbol.for('howdah.run-hub');
const slots = globalThis as { [SLOT]?: RunHub };

/** The hub of this process, opened at first use. */
export function runHub(connectionString: string): RunHub {
  slots[SLOT] ??= openRunHub(connectionString);
  return slots[SLOT];
}

export async function closeRunHub(): Promise<void> {
  await slots[SLOT]?.close();
  slots[SLOT] = undefined;
}
