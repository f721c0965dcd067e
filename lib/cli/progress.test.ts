import { expect, it } from 'vitest';
import { initialRunState, type RunEventBody, type RunState, reduceRun } from '../engine/index.ts';
import { currentRate, progressLine } from './progress.ts';

function after(...events: [at: number, body: RunEventBody][]): RunState {
  return events.reduce((state, [at, body]) => reduceRun(state, { ...body, at }), initialRunState('full'));
}

const PLAN: RunEventBody = {
  type: 'plan-made',
  hash: 'x',
  tables: [
    { name: 'a', target: 'a', rows: 8000, bytes: 800_000 },
    { name: 'b', target: 'b', rows: 2000, bytes: 200_000 },
  ],
  findings: { blocker: 0, warning: 0, info: 0 },
};
const copied = (rows: number): RunEventBody => ({
  type: 'tables-progress',
  tables: [{ table: 'a', rows, bytes: rows * 100 }],
});

it('says nothing before a stage has begun', () => {
  expect(progressLine(initialRunState('full'), 0)).toBeNull();
});

it('counts a snapshot in bytes, other stages in tables', () => {
  const snapshot = after(
    [1000, { type: 'stage-started', stage: 'snapshot' }],
    [1500, { type: 'stage-progress', stage: 'snapshot', done: 5_000_000, total: 20_000_000 }],
  );
  expect(progressLine(snapshot, 4000)).toBe('snapshot  25 %  5.0 MB of 20.0 MB  (3.0 s)');
  const verify = after(
    [0, { type: 'stage-started', stage: 'verify' }],
    [0, { type: 'stage-progress', stage: 'verify', done: 3, total: 11 }],
  );
  expect(progressLine(verify, 61_000)).toBe('verify  27 %  3 of 11  (1:01)');
});

it('gives no time left before there is something to reckon with, then by the bytes of the last half minute', () => {
  const early = after([0, PLAN], [0, { type: 'stage-started', stage: 'copy' }], [500, copied(100)]);
  expect(progressLine(early, 600)).toBe('copy  1 %  100 of 10,000 rows  estimating …');
  const later = after(
    [0, PLAN],
    [0, { type: 'stage-started', stage: 'copy' }],
    [1000, copied(1000)],
    [6000, copied(6000)],
  );
  expect(progressLine(later, 6000)).toBe(
    'copy  60 %  6,000 of 10,000 rows  1,000 rows/s  100.0 KB/s  4.0 s left  (6.0 s)',
  );
});

it('weighs what is done by rows where values travel in a longer form', () => {
  const swollen: RunEventBody = {
    type: 'tables-progress',
    tables: [
      { table: 'a', rows: 4000, bytes: 800_000 },
      { table: 'b', rows: 1000, bytes: 200_000 },
    ],
  };
  const state = after(
    [0, PLAN],
    [0, { type: 'stage-started', stage: 'copy' }],
    [0, copied(0)],
    [10_000, swollen],
  );
  expect(progressLine(state, 10_000)).toBe(
    'copy  50 %  5,000 of 10,000 rows  500 rows/s  100.0 KB/s  10 s left  (10 s)',
  );
});

it('forgets a rate that is long past', () => {
  const samples = [
    { at: 0, rows: 0, bytes: 0 },
    { at: 60_000, rows: 600_000, bytes: 6e7 },
    { at: 70_000, rows: 600_100, bytes: 60_010_000 },
  ];
  expect(currentRate(samples, 70_000)).toEqual({ rows: 10, bytes: 1000 });
  expect(currentRate(samples, 200_000)).toBeNull();
});

const HOLDER = { pid: 12, who: 'psql', state: 'active', seconds: 34 };

it('says what it waits for, and for how long', () => {
  const waiting = after(
    [0, { type: 'stage-started', stage: 'cutover' }],
    [10, { type: 'waiting', reason: { kind: 'lock', object: 'users', holders: [HOLDER] } }],
  );
  const words = 'cutover  waiting: users is held by psql (pid 12, active for 34 s)';
  expect(progressLine(waiting, 20)).toBe(words);
  expect(progressLine(waiting, 12_010)).toBe(`${words} (for 12 s)`);
});

it('never says 100 % before a stage is over', () => {
  const verify = after(
    [0, { type: 'stage-started', stage: 'verify' }],
    [0, { type: 'stage-progress', stage: 'verify', done: 11, total: 11 }],
  );
  expect(progressLine(verify, 600)).toContain('99 %');
});
