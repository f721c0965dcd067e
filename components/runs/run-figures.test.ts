import { describe, expect, it } from 'vitest';
import { initialRunState, type RunEventBody, type RunState, reduceRun } from '../../lib/engine/events.ts';
import { rate, rateSeries, roundRange, timeLeft } from './pace.ts';
import { countGroups, elapsedSeconds, runPercent, sortedTables, totalsOf } from './run-figures.ts';

const START = 1_000_000;

function run(...events: [seconds: number, body: RunEventBody][]): RunState {
  return events.reduce(
    (state, [seconds, body]) => reduceRun(state, { ...body, at: START + seconds * 1000 }),
    initialRunState('full'),
  );
}

const PLAN: RunEventBody = {
  type: 'plan-made',
  hash: 'h',
  findings: { blocker: 0, warning: 0, info: 0 },
  tables: ['a', 'b', 'c', 'd'].map((name) => ({ name, target: name, rows: 100, bytes: 1000 })),
};
const started: [number, RunEventBody] = [0, { type: 'run-started', kind: 'full', resumed: false }];

describe('percent', () => {
  it('rises with every event and is 100 only at the end', () => {
    const stages = initialRunState('full').stages.map(({ name }) => name);
    const events: [number, RunEventBody][] = [started];
    for (const stage of stages) {
      events.push([1, { type: 'stage-started', stage }]);
      events.push([2, { type: 'stage-progress', stage, done: 1, total: 2 }]);
      events.push([3, { type: 'stage-done', stage, seconds: 2 }]);
    }
    const percents = events.map((_, at) => runPercent(run(...events.slice(0, at + 1))));
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(percents[0]).toBe(0);
    const ended = run(...events, [4, { type: 'run-ended', outcome: 'succeeded', error: null }]);
    expect(runPercent(ended)).toBe(100);
  });

  it('of a failed run stays where it stopped', () => {
    const state = run(
      started,
      [1, { type: 'stage-started', stage: 'snapshot' }],
      [2, { type: 'stage-done', stage: 'snapshot', seconds: 1 }],
      [3, { type: 'run-ended', outcome: 'failed', error: { code: 'X', message: '', remedy: '' } }],
    );
    expect(runPercent(state)).toBe(6);
    expect(elapsedSeconds(state, START + 60_000)).toBe(3);
  });
});

describe('tables', () => {
  const state = run(
    started,
    [1, PLAN],
    [2, { type: 'table-state', table: 'a', state: 'done' }],
    [3, { type: 'table-state', table: 'c', state: 'copying' }],
    [
      4,
      {
        type: 'table-verified',
        verification: {
          table: 'd',
          sourceRows: 1,
          targetRows: 2,
          count: 'differs',
          content: 'not-checked',
          mismatches: [],
        },
      },
    ],
    [5, { type: 'tables-progress', tables: [{ table: 'c', rows: 10, bytes: 90 }] }],
  );

  it('stand failed, active, waiting, done', () => {
    expect(sortedTables(state.tables).map(({ name }) => name)).toEqual(['d', 'c', 'b', 'a']);
    expect(countGroups(state.tables)).toEqual({ failed: 1, active: 1, waiting: 1, done: 1 });
  });

  it('add up', () => {
    expect(totalsOf(state.tables)).toEqual({ rows: 400, copiedRows: 10, bytes: 4000, copiedBytes: 90 });
  });
});

const sample = (seconds: number, rows: number) => ({ at: START + seconds * 1000, rows, bytes: rows * 10 });

describe('rate', () => {
  it('is over the last thirty seconds alone', () => {
    const samples = [sample(0, 0), sample(10, 1_000_000), sample(20, 1_000_100), sample(45, 1_002_600)];
    expect(rate(samples, 'rows', START + 45_000)).toBe(100);
    expect(rate(samples, 'bytes', START + 45_000)).toBe(1000);
  });

  it('says nothing of too little, of long ago, or across a resume', () => {
    expect(rate([sample(0, 1)], 'rows', START)).toBeNull();
    expect(rate([sample(0, 1), sample(2, 5)], 'rows', START + 100_000)).toBeNull();
    expect(rate([sample(0, 500), sample(2, 100), sample(4, 300)], 'rows', START + 4000)).toBe(100);
  });

  it('is a line with a gap where the counters fell', () => {
    expect(rateSeries([sample(0, 0), sample(2, 100), sample(3, 50), sample(4, 80)]).rows).toEqual([
      50,
      null,
      30,
    ]);
  });
});

describe('time left', () => {
  const copying = (seconds: number, done: number) =>
    run(
      started,
      [0, { type: 'stage-started', stage: 'copy' }],
      [seconds, { type: 'stage-progress', stage: 'copy', done, total: 1000 }],
    );

  it('is estimated until it means something', () => {
    expect(timeLeft(copying(10, 5), START + 10_000)).toBeNull();
    expect(timeLeft(copying(1, 500), START + 1000)).toBeNull();
    expect(timeLeft(initialRunState('full'), START)).toBeNull();
  });

  it('is a range around what the pace says, and shrinks', () => {
    const half = timeLeft(copying(10, 500), START + 10_000);
    expect(half?.low).toBeGreaterThan(10);
    expect(half?.high).toBeGreaterThan(half?.low ?? Number.POSITIVE_INFINITY);
    const most = timeLeft(copying(18, 900), START + 18_000);
    expect(most?.high).toBeLessThan(half?.high ?? 0);
  });

  it('says nothing while tables are counted and not bytes', () => {
    const profiling = run(
      started,
      [0, { type: 'stage-started', stage: 'profile' }],
      [20, { type: 'stage-progress', stage: 'profile', done: 7, total: 12 }],
    );
    expect(timeLeft(profiling, START + 20_000)).toBeNull();
  });

  it('holds what comes after copying against the time that copying took', () => {
    const verifying = (now: number) =>
      timeLeft(
        run(
          started,
          [0, { type: 'stage-started', stage: 'copy' }],
          [100, { type: 'stage-done', stage: 'copy', seconds: 100 }],
          [100, { type: 'stage-started', stage: 'verify' }],
        ),
        START + now * 1000,
      );
    expect(verifying(100)?.low).toBeGreaterThan(20);
    expect(verifying(100)?.high).toBeLessThan(100);
    expect(verifying(120)?.high).toBeLessThan((verifying(100)?.high ?? 0) - 15);
    expect(verifying(200)).toBeNull();
  });

  it.each([
    [
      { low: 0.2, high: 1.4 },
      { unit: 'seconds', low: 1, high: 2 },
    ],
    [
      { low: 41, high: 63 },
      { unit: 'seconds', low: 40, high: 65 },
    ],
    [
      { low: 70, high: 150 },
      { unit: 'minutes', low: 1, high: 3 },
    ],
    [
      { low: 5000, high: 9000 },
      { unit: 'hours', low: 1, high: 3 },
    ],
  ])('%o is said as %o', (range, said) => expect(roundRange(range)).toEqual(said));
});

describe('paused', () => {
  const copying: [number, RunEventBody][] = [
    started,
    [1, PLAN],
    [10, { type: 'stage-started', stage: 'copy' }],
    [10, { type: 'tables-progress', tables: [{ table: 'a', rows: 0, bytes: 0 }] }],
    [20, { type: 'tables-progress', tables: [{ table: 'a', rows: 100, bytes: 1000 }] }],
    [20, { type: 'stage-progress', stage: 'copy', done: 1000, total: 4000 }],
    [20, { type: 'paused' }],
  ];
  const resumed: [number, RunEventBody][] = [
    ...copying,
    [1020, { type: 'resumed' }],
    [1020, { type: 'run-started', kind: 'full', resumed: true }],
    [1020, { type: 'stage-started', stage: 'copy' }],
    [1020, { type: 'tables-progress', tables: [{ table: 'a', rows: 100, bytes: 1000 }] }],
    [1020, { type: 'stage-progress', stage: 'copy', done: 1000, total: 4000 }],
    [1030, { type: 'tables-progress', tables: [{ table: 'b', rows: 100, bytes: 1000 }] }],
    [1030, { type: 'stage-progress', stage: 'copy', done: 2000, total: 4000 }],
  ];
  const at = (seconds: number) => START + seconds * 1000;

  it('time stands still, also while it lasts', () => {
    const state = run(...copying);
    expect(state.status).toBe('paused');
    expect(elapsedSeconds(state, at(20))).toBe(20);
    expect(elapsedSeconds(state, at(520))).toBe(20);
    expect(elapsedSeconds(run(...resumed), at(1030))).toBe(30);
  });

  it('counts neither into the rate nor into the time left, and not as an interruption', () => {
    const state = run(...resumed);
    expect(state.resumed).toBe(0);
    expect(state.pausedMs).toBe(1_000_000);
    expect(rate(state.samples, 'rows', at(1030), 3_600_000, at(1020))).toBeCloseTo(10, 5);
    // At the pace before and after the pause: half is left, 20 s of copying.
    const left = timeLeft(state, at(1030));
    expect(left?.low).toBeLessThan(40);
    expect(left?.high).toBeGreaterThan(20);
    expect(left?.high).toBeLessThan(120);
  });

  it('what a stage took is what it took in all its parts', () => {
    const state = run(...resumed, [1050, { type: 'stage-done', stage: 'copy', seconds: 30 }]);
    expect(state.stages.find(({ name }) => name === 'copy')?.seconds).toBe(40);
  });
});
