/** What every contestant is given and has to give. */
import type { Command, Measured } from '../measure/run.ts';
import type { Model } from '../model.ts';
import type { Server } from '../server.ts';
import type { Source } from '../shapes/generate.ts';

export interface Job {
  source: Source;
  /** The same shape with few rows, for who would take all day over many. */
  small: Source;
  model: Model;
  server: Server;
  /** Fresh and empty. */
  database: string;
  /** Of its own, empty, removed afterwards. */
  folder: string;
}

export interface Contestant {
  name: string;
  /** What it is, for the table. */
  label: string;
  /** Carries the small source, so that only its rows a second can be compared. */
  small?: boolean;
  /** Statuses that mean it went well; default: 0. */
  succeeds?: number[];
  /** Why it cannot take part here, or null. */
  missing(): Promise<string | null>;
  command(job: Job): Promise<Command> | Command;
  /** Seconds of parts of the work, where the contestant says them itself. */
  parts?(measured: Measured): Record<string, number>;
}
