/** Ctrl-C: the first asks the run to stop and clean up, the second ends the process at once. */
import { Cancelled } from '../engine/index.ts';
import { SIGNALS, type StopSignal } from './exit.ts';

/** One press arrives several times: from the terminal, and passed on by every process above this one. */
const SAME_PRESS_MS = 500;

export interface Stop {
  signal: AbortSignal;
  /** The status to end with once stopping was asked for. */
  status(): number | null;
}

export function listenForStop(say: (line: string) => void): Stop {
  const abort = new AbortController();
  let first: { at: number; status: number } | null = null;
  const stop = (name: StopSignal) => {
    const status = SIGNALS[name];
    if (!first) {
      first = { at: performance.now(), status };
      say('Stopping: cleaning up what was begun. Press Ctrl-C again to stop at once.');
      abort.abort(new Cancelled('stopped from the command line'));
    } else if (performance.now() - first.at > SAME_PRESS_MS) {
      process.exit(status);
    }
  };
  for (const name of Object.keys(SIGNALS) as StopSignal[]) process.on(name, () => stop(name));
  // The process that started this one through npm was killed: nobody would see the rest.
  process.on('disconnect', () => stop('SIGTERM'));
  process.channel?.unref();
  return { signal: abort.signal, status: () => first?.status ?? null };
}
