import type { Stop } from './stop.ts';
import type { Watcher } from './watcher.ts';

/** What every command is given: how it is stopped, and where it says what it is doing. */
export interface Session {
  stop: Stop;
  watcher: Watcher;
}

/** Does one command's work with a session and sets the exit status to what it returns. */
export type Run = (work: (session: Session) => Promise<number>) => Promise<void>;
