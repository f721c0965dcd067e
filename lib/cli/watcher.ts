/** Shows a run on stderr: one live line where somebody watches, plain lines where it goes into a log. */
import { type RunEvent, type RunState, readReason, waitingInWords } from '../engine/index.ts';
import { progressLine } from './progress.ts';
import { duration, plural, printable, shortened } from './text.ts';

const REDRAW_MS = 250;
/** In a log: often at first, to show that it goes; seldom later, not to fill it. */
const LOG_EVERY_MS = 5000;
const LOG_LATER_MS = 30_000;
const LATER_MS = 60_000;

export class Watcher {
  readonly #stream: NodeJS.WriteStream;
  readonly #live: boolean;
  #state: RunState | null = null;
  #shown = 0;
  #began = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
    this.#live = Boolean(stream.isTTY);
  }

  start(): void {
    this.#began = Date.now();
    this.#shown = this.#began;
    // Long silent steps, an index on a large table say, still show that time goes by.
    this.#timer = setInterval(() => this.#show(), this.#live ? 1000 : LOG_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#state = null;
    this.#clear();
  }

  onEvent(event: RunEvent, state: RunState): void {
    this.#state = state;
    const line = sentence(event, state);
    if (line !== null) this.say(line);
    this.#show();
  }

  /** A line that stays. */
  say(line: string): void {
    this.#clear();
    this.#stream.write(`${printable(line)}\n`);
  }

  #show(): void {
    const now = Date.now();
    if (!this.#state || now - this.#shown < this.#pause(now)) return;
    const line = progressLine(this.#state, now);
    if (line === null) return;
    this.#shown = now;
    if (!this.#live) this.#stream.write(`${printable(line)}\n`);
    else this.#stream.write(`\r\x1b[2K${shortened(printable(line), (this.#stream.columns || 80) - 1)}`);
  }

  #pause(now: number): number {
    if (this.#live) return REDRAW_MS;
    return now - this.#began < LATER_MS ? LOG_EVERY_MS : LOG_LATER_MS;
  }

  #clear(): void {
    if (this.#live) this.#stream.write('\r\x1b[2K');
  }
}

/** What is worth a line of its own. */
function sentence(event: RunEvent, state: RunState): string | null {
  switch (event.type) {
    case 'stage-done':
      return `${event.stage}  done in ${duration(event.seconds)}`;
    case 'plan-made':
      return `plan  ${plural(event.tables.length, 'table')}, ${plural(
        event.tables.reduce((rows, table) => rows + table.rows, 0),
        'row',
      )}`;
    case 'table-verified': {
      const { table, count, content } = event.verification;
      return count === 'match' && (content === 'match' || content === 'not-checked')
        ? null
        : `verify  ${table}: rows ${count}, content ${content}`;
    }
    case 'waiting':
      return event.reason === null ? null : `waiting: ${waitingInWords(readReason(event.reason))}`;
    case 'connections': {
      const fewer = event.jobs < event.wanted ? ` (jobs: ${event.jobs} instead of ${event.wanted})` : '';
      return `uses up to ${event.most} connections; the server has ${event.free} free${fewer}`;
    }
    case 'log':
      return event.level === 'info' ? event.message : `${event.level}: ${event.message}`;
    case 'cut-over':
      return `cutover  ${plural(event.tables, 'table')} in place${event.replaced > 0 ? `, ${event.replaced} moved aside` : ''}`;
    case 'run-started':
      return event.resumed ? `resumed (${state.resumed})` : null;
    default:
      return null;
  }
}
