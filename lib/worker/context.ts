import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Engine } from './engine.ts';

/** What the parts of a worker share. */
export interface WorkerContext {
  /** Of this process, new at each start. */
  id: string;
  host: string;
  database: Database;
  secrets: Secrets;
  engine: Engine;
  log: Logger;
  folders: {
    snapshots: string;
    uploads: string;
    samples: string;
    /** Where sources registered by path may lie. */
    sourceRoots: string[];
  };
  /** Days of the revert window. */
  revertDays: number;
  /** Copy workers of one run. */
  jobs: number;
}
