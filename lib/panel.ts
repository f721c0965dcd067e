/**
 * What a process of the panel works with: its database, its secrets, its job sender. Made once at first use and
 * kept on globalThis, because Next loads a module anew for each bundle.
 */
import os from 'node:os';
import { config } from './config.ts';
import { type JobSender, jobSender } from './jobs.ts';
import { type Database, openDatabase } from './store/database.ts';
import { Secrets } from './store/secrets.ts';

export interface Panel {
  database: Database;
  secrets: Secrets;
  jobs: JobSender;
}

const SLOT = Symbol.for('howdah.panel');
const slots = globalThis as { [SLOT]?: Panel };

export function panel(): Panel {
  slots[SLOT] ??= openPanel();
  return slots[SLOT];
}

/** For tests and for processes that open their own. */
export function replacePanel(value: Panel | undefined): void {
  slots[SLOT] = value;
}

/** The panel when something has opened it: for shutting down without opening. */
export function openedPanel(): Panel | undefined {
  return slots[SLOT];
}

export const HOST = os.hostname();

function openPanel(): Panel {
  const { databaseUrl, encryption } = config();
  const database = openDatabase(databaseUrl, { name: 'howdah web' });
  return {
    database,
    secrets: new Secrets(encryption.current, encryption.previous),
    jobs: jobSender(database.pool),
  };
}
