/**
 * One run followed from a browser: the stream first, polling where streams do not come through, and the truth about
 * which of the two it is. Knows no React; `use-live-run.ts` does.
 */
import type { RunLive, RunMeta } from '../../lib/data/dto/run-live.ts';
import { type RunEvent, type RunState, reduceRun } from '../../lib/engine/events.ts';
import { isActive } from './run-figures.ts';

/** `stale`: neither stream nor polling answers; what is shown is the last that was known. */
export type Link = 'connecting' | 'live' | 'polling' | 'stale' | 'ended';

export interface LiveView extends RunLive {
  link: Link;
  /** How far this browser's clock is ahead of the panel's, in milliseconds. */
  ahead: number;
  /** What happened since the page was opened, oldest first; without the counters. */
  events: { seq: number; event: RunEvent }[];
}

/** The part of EventSource that is used. */
export interface Stream {
  addEventListener(type: string, listener: (event: { data?: string; lastEventId?: string }) => void): void;
  close(): void;
}

export interface LiveSources {
  openStream: () => Stream;
  /** Throws when there is no answer. */
  fetchState: (signal: AbortSignal) => Promise<RunLive>;
}

export const BACKOFF_MS = [1000, 2000, 4000, 8000, 15_000] as const;
/** A stream that has said nothing for so long is held back by something on its way. */
export const SILENCE_MS = 6000;
/** One that was alive says something at least every few seconds; after this it is dead, whatever the browser thinks. */
export const QUIET_MS = 20_000;
export const POLL_MS = 2000;
/** A run counts twice a second; with the clock's own tick a page changes less than four times. */
export const UPDATE_MS = 500;
const EVENTS_KEPT = 500;
const COUNTERS = new Set<RunEvent['type']>(['stage-progress', 'tables-progress']);

export class LiveRun {
  #view: LiveView;
  readonly #sources: LiveSources;
  readonly #changed: (view: LiveView) => void;
  #stream: Stream | null = null;
  #failures = 0;
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #toldAt = Number.NEGATIVE_INFINITY;
  #telling: ReturnType<typeof setTimeout> | null = null;
  #poll: AbortController | null = null;

  constructor(initial: RunLive, sources: LiveSources, changed: (view: LiveView) => void) {
    this.#view = { ...initial, link: isOver(initial) ? 'ended' : 'connecting', ahead: 0, events: [] };
    this.#sources = sources;
    this.#changed = changed;
  }

  get view(): LiveView {
    return this.#view;
  }

  /** Also after `stop`, and after the end: a rollback makes an ended run go on. */
  start(): void {
    this.stop();
    this.#set({ link: 'connecting' });
    this.#connect();
  }

  stop(): void {
    this.#closeStream();
    this.#poll?.abort();
    this.#poll = null;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#telling = null;
  }

  /** The browser knows that there is no network: nothing is asked of it until there is. */
  offline(): void {
    if (this.#view.link === 'ended') return;
    this.stop();
    this.#set({ link: 'stale' });
  }

  /** There is a network again: at once, not when it would be tried next. */
  online(): void {
    if (this.#view.link === 'ended' || this.#view.link === 'live') return;
    this.#failures = 0;
    this.start();
  }

  #connect(): void {
    const stream = this.#sources.openStream();
    this.#stream = stream;
    let silence = this.#after(SILENCE_MS, () => this.#lost(stream));
    const heard = () => {
      this.#cancel(silence);
      silence = this.#after(QUIET_MS, () => this.#lost(stream));
      this.#failures = 0;
      this.#poll?.abort();
      this.#poll = null;
    };
    const on = (type: string, handle: (data: string, id: number) => void) =>
      stream.addEventListener(type, (event) => {
        if (this.#stream !== stream) return;
        heard();
        handle(event.data ?? 'null', Number(event.lastEventId ?? 0));
      });
    on('state', (data, seq) => this.#set({ state: JSON.parse(data) as RunState, seq, link: 'live' }));
    on('run', (data, seq) => this.#apply(JSON.parse(data) as RunEvent, seq));
    on('meta', (data) => this.#set({ ...timed(JSON.parse(data) as RunMeta), link: 'live' }));
    on('end', () => {
      this.stop();
      this.#set({ link: 'ended' });
    });
    stream.addEventListener('error', () => {
      if (this.#stream === stream) this.#lost(stream);
    });
  }

  #apply(event: RunEvent, seq: number): void {
    if (seq !== 0 && seq <= this.#view.seq) return;
    const { events } = this.#view;
    this.#set({
      seq,
      link: 'live',
      state: reduceRun(this.#view.state, event),
      events: COUNTERS.has(event.type) ? events : [...events, { seq, event }].slice(-EVENTS_KEPT),
    });
  }

  /** Polls until the stream is back, and tries for the stream ever more seldom. */
  #lost(stream: Stream): void {
    if (this.#stream !== stream) return;
    this.#closeStream();
    const wait = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)] ?? 1000;
    this.#failures++;
    this.#after(wait, () => this.#connect());
    if (!this.#poll) void this.#keepPolling();
  }

  async #keepPolling(): Promise<void> {
    const controller = new AbortController();
    this.#poll = controller;
    const { signal } = controller;
    while (!signal.aborted) {
      try {
        const live = await this.#sources.fetchState(signal);
        if (signal.aborted) return;
        if (isOver(live)) {
          this.stop();
          return this.#set({ ...live, ...timed(live.meta), link: 'ended' });
        }
        this.#set({ ...live, ...timed(live.meta), link: 'polling' });
      } catch {
        if (signal.aborted) return;
        this.#set({ link: 'stale' });
      }
      await this.#pause(signal);
    }
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#cancel(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = this.#after(POLL_MS, done);
      signal.addEventListener('abort', done);
    });
  }

  #closeStream(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  #set(change: Partial<LiveView>): void {
    const { link } = this.#view;
    this.#view = { ...this.#view, ...change };
    // Whether it is live, and that it has ended, is said at once.
    const wait = link === this.#view.link ? this.#toldAt + UPDATE_MS - Date.now() : 0;
    if (wait <= 0) this.#tell();
    else this.#telling ??= this.#after(wait, () => this.#tell());
  }

  #tell(): void {
    if (this.#telling) this.#cancel(this.#telling);
    this.#telling = null;
    this.#toldAt = Date.now();
    this.#changed(this.#view);
  }

  #after(ms: number, work: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  #cancel(timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }
}

function timed(meta: RunMeta): Pick<LiveView, 'meta' | 'ahead'> {
  return { meta, ahead: meta.at === undefined ? 0 : Date.now() - meta.at };
}

/** A run whose rollback is asked for but not begun still stands as ended: then its report is withheld. */
function isOver({ state, meta }: RunLive): boolean {
  return !isActive(state) && meta.hasReport;
}
