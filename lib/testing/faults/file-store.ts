/** A RunStore in two files: what it took survives the process, as the panel's does, without the panel. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { initialRunState, type RunEvent, type RunState, reduceRun } from '../../engine/events.ts';
import type { Artefacts, RunStore } from '../../engine/store.ts';
import type { RunKind } from '../../engine/types.ts';

export class FileRunStore implements RunStore {
  readonly #file: string;
  readonly #kind: RunKind;
  readonly #onEvent: (event: RunEvent) => void;

  constructor(file: string, kind: RunKind, onEvent: (event: RunEvent) => void = () => {}) {
    this.#file = file;
    this.#kind = kind;
    this.#onEvent = onEvent;
  }

  async append(_runId: string, events: RunEvent[]): Promise<void> {
    write(this.#file, 'a', `${events.map((event) => JSON.stringify(event)).join('\n')}\n`);
    for (const event of events) this.#onEvent(event);
  }

  async save(_runId: string, artefacts: Artefacts): Promise<void> {
    const fresh = `${this.#file}.new`;
    write(fresh, 'w', JSON.stringify({ ...this.#artefacts(), ...artefacts }));
    renameSync(fresh, `${this.#file}.artefacts`);
  }

  async load(_runId: string): Promise<{ state: RunState; artefacts: Artefacts } | null> {
    const events = this.events();
    if (events.length === 0) return null;
    return { state: events.reduce(reduceRun, initialRunState(this.#kind)), artefacts: this.#artefacts() };
  }

  /** Whole lines only: the last one may be half written. */
  events(): RunEvent[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n').slice(0, -1);
    return lines.filter(Boolean).map((line) => JSON.parse(line) as RunEvent);
  }

  #artefacts(): Artefacts {
    const file = `${this.#file}.artefacts`;
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Artefacts) : {};
  }
}

function write(file: string, flags: 'a' | 'w', text: string): void {
  const handle = openSync(file, flags);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
