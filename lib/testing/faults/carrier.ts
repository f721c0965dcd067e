/** Starts processes that carry a run, and kills them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { RunEvent } from '../../engine/events.ts';
import type { Report } from '../../engine/types.ts';
import type { Faulted } from './instants.ts';

export type Told = { event: RunEvent } | { report: Report; rss: number };

export interface CarrierTask {
  runId: string;
  source: string;
  url: string;
  /** For the snapshot and what the store keeps. */
  folder: string;
  /** Where it is another. */
  workDir?: string;
  watchMs?: number;
  patienceMs?: number;
  /** Afterwards the run is rolled back. */
  rollback?: boolean;
  /** Further flags of Node, such as a limit of memory. */
  flags?: string[];
}

export class Carrier {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  stage: Faulted = 'snapshot';
  report: Report | null = null;
  /** The most memory it had, in bytes. */
  rss = 0;
  said = '';
  readonly #onEvent: (event: RunEvent) => void;

  constructor(task: CarrierTask, onEvent: (event: RunEvent) => void = () => {}) {
    this.#onEvent = onEvent;
    const { folder, flags = [], ...rest } = task;
    const all = {
      watchMs: 200,
      patienceMs: 60_000,
      workDir: folder,
      store: path.join(folder, `${task.runId}.events`),
      ...rest,
    };
    this.child = spawn(
      process.execPath,
      [...flags, path.join(import.meta.dirname, 'carrier-main.ts'), JSON.stringify(all)],
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    );
    this.child.on('message', (told) => this.#hear(told as Told));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.ended = once(this.child, 'exit');
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  #hear(told: Told): void {
    if ('report' in told) {
      this.report = told.report;
      this.rss = told.rss;
      return;
    }
    if (told.event.type === 'stage-started') this.stage = told.event.stage;
    this.#onEvent(told.event);
  }
}
