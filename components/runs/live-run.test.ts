import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunLive } from '../../lib/data/dto/run-live.ts';
import { initialRunState, type RunEvent, type RunState } from '../../lib/engine/events.ts';
import {
  BACKOFF_MS,
  LiveRun,
  type LiveView,
  POLL_MS,
  QUIET_MS,
  SILENCE_MS,
  type Stream,
  UPDATE_MS,
} from './live-run.ts';

const meta = {
  cancelRequestedAt: null,
  pause: null,
  pending: null,
  worker: null,
  interrupted: false,
  hasReport: false,
};
const running: RunState = { ...initialRunState('full'), status: 'running', startedAt: 1 };
const initial: RunLive = { seq: 0, state: running, meta };

class FakeStream implements Stream {
  closed = false;
  readonly #listeners = new Map<string, (event: { data?: string; lastEventId?: string }) => void>();
  addEventListener(type: string, listener: (event: { data?: string; lastEventId?: string }) => void) {
    this.#listeners.set(type, listener);
  }
  close() {
    this.closed = true;
  }
  say(type: string, data: unknown = null, id = 0) {
    this.#listeners.get(type)?.({ data: JSON.stringify(data), lastEventId: String(id) });
  }
}

let streams: FakeStream[];
let answers: (RunLive | Error)[];
let live: LiveRun;
let told: LiveView[];

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  answers = [];
  told = [];
  live = new LiveRun(
    initial,
    {
      openStream: () => {
        const stream = new FakeStream();
        streams.push(stream);
        return stream;
      },
      fetchState: async () => {
        const answer = answers.shift() ?? initial;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    (view) => told.push(view),
  );
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

const latest = () => streams.at(-1) as FakeStream;
const event = (seconds: number): RunEvent => ({ type: 'stage-started', stage: 'copy', at: seconds * 1000 });

describe('the stream', () => {
  it('gives the state, then events, each once', () => {
    live.start();
    latest().say('state', { ...running, resumed: 1 }, 4);
    expect(live.view).toMatchObject({ link: 'live', seq: 4, state: { resumed: 1 } });
    latest().say('run', event(5), 5);
    latest().say('run', event(9), 5);
    expect(live.view.state.stages.find(({ name }) => name === 'copy')?.startedAt).toBe(5000);
    expect(live.view.events).toHaveLength(1);
    latest().say('meta', { ...meta, interrupted: true });
    expect(live.view.meta.interrupted).toBe(true);
  });

  it('is closed at the end and may be taken up again', () => {
    live.start();
    latest().say('end');
    expect(live.view.link).toBe('ended');
    expect(latest().closed).toBe(true);
    live.start();
    expect(streams).toHaveLength(2);
  });

  it('is tried again ever more seldom, and every failure is waited for', async () => {
    live.start();
    for (const [at, wait] of BACKOFF_MS.entries()) {
      latest().say('error');
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(streams).toHaveLength(at + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(streams).toHaveLength(at + 2);
    }
    latest().say('state', running, 9);
    latest().say('error');
    await vi.advanceTimersByTimeAsync(BACKOFF_MS[0]);
    expect(streams).toHaveLength(BACKOFF_MS.length + 2);
  });
});

describe('what is told of it', () => {
  it('a thousand events in a second are two updates, and none is lost', async () => {
    live.start();
    latest().say('state', running, 0);
    await vi.advanceTimersByTimeAsync(UPDATE_MS);
    told = [];
    for (let seq = 1; seq <= 1000; seq++) {
      latest().say('run', event(seq), seq);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(told.length).toBeLessThanOrEqual(3);
    await vi.advanceTimersByTimeAsync(UPDATE_MS);
    expect(told.at(-1)?.seq).toBe(1000);
  });

  it('that it has ended is said at once', () => {
    live.start();
    latest().say('state', running, 1);
    latest().say('run', event(1), 2);
    latest().say('end');
    expect(told.at(-1)).toMatchObject({ link: 'ended', seq: 2 });
  });

  it('how far the clock of this browser is from the panel’s', () => {
    live.start();
    latest().say('meta', { ...meta, at: Date.now() - 90_000 });
    expect(live.view.ahead).toBe(90_000);
  });
});

describe('without a stream', () => {
  it('one that was alive and says nothing any more is dead', async () => {
    live.start();
    latest().say('state', running, 1);
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect(live.view.link).toBe('live');
    latest().say('meta', meta);
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect(live.view.link).toBe('live');
    await vi.advanceTimersByTimeAsync(1);
    expect(streams[0]?.closed).toBe(true);
    expect(live.view.link).toBe('polling');
  });

  it('a network that is gone is told at once, and taken up at once when it is back', () => {
    live.start();
    latest().say('state', running, 1);
    live.offline();
    expect(live.view.link).toBe('stale');
    expect(latest().closed).toBe(true);
    live.online();
    expect(streams).toHaveLength(2);
    latest().say('state', running, 5);
    expect(live.view).toMatchObject({ link: 'live', seq: 5 });
    live.online();
    expect(streams).toHaveLength(2);
  });

  it('it polls and says so; the stream takes over when it is back', async () => {
    answers = [{ ...initial, seq: 7 }];
    live.start();
    latest().say('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(live.view).toMatchObject({ link: 'polling', seq: 7 });
    await vi.advanceTimersByTimeAsync(BACKOFF_MS[0]);
    latest().say('state', running, 8);
    expect(live.view).toMatchObject({ link: 'live', seq: 8 });
    await vi.advanceTimersByTimeAsync(POLL_MS * 3);
    expect(live.view.link).toBe('live');
  });

  it('one that is held back by a proxy counts as none', async () => {
    live.start();
    await vi.advanceTimersByTimeAsync(SILENCE_MS);
    expect(streams[0]?.closed).toBe(true);
    expect(live.view.link).toBe('polling');
  });

  it('nothing answering at all is stale, and mends itself', async () => {
    answers = [new Error('away')];
    live.start();
    latest().say('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(live.view.link).toBe('stale');
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect(live.view.link).toBe('polling');
  });

  it('an end seen by polling is the end', async () => {
    answers = [
      { ...initial, state: { ...running, status: 'succeeded' }, meta: { ...meta, hasReport: true } },
    ];
    live.start();
    latest().say('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(live.view).toMatchObject({ link: 'ended', state: { status: 'succeeded' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams).toHaveLength(1);
  });
});
