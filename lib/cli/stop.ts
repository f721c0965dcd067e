/** Ctrl-C: the first asks the run to stop and clean up, the second ends the process at once. */
import { writeSync } from 'node:fs';
import { Cancelled } from '../engine/index.ts';
import { SIGNALS, type StopSignal } from './exit.ts';

/** One press arrives several times: from the terminal, and passed on by every process above this one. */
const SAME_PRESS_MS = 500;

export interface Stop {
  signal: AbortSignal;
  /** The status to end with once stopping was asked for. */
  status(): number | null;
  /** The command that removes what stopping at once leaves behind; null while there can be nothing. */
  cleansWith(command: string | null): void;
}

export function listenForStop(say: (line: string) => void): Stop {
  const abort = new AbortController();
  let remedy: string | null = null;
  let first: { at: number; status: number } | null = null;
  const stop = (name: StopSignal) => {
    const status = SIGNALS[name];
    if (!first) {
      first = { at: performance.now(), status };
      say('Stopping: cleaning up what was begun. Press Ctrl-C again to stop at once.');
      abort.abort(new Cancelled('stopped from the command line'));
    } else if (performance.now() - first.at > SAME_PRESS_MS) {
      // At once: nothing that is written later would be seen.
      writeSync(
        2,
        `Stopped at once.${remedy === null ? '' : ` What was begun may be left behind. Remove it with: ${remedy}`}\n`,
      );
      process.exit(status);
    }
  };
  for (const name of Object.keys(SIGNALS) as StopSignal[]) process.on(name, () => stop(name));
  // The process that started this one through npm was killed: nobody would see the rest.
  process.on('disconnect', () => stop('SIGTERM'));
  process.channel?.unref();
  return {
    signal: abort.signal,
    status: () => first?.status ?? null,
    cleansWith: (command) => {
      remedy = command;
    },
  };
}
