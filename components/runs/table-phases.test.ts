import { expect, test } from 'vitest';
import type { RunEvent, TableState } from '../../lib/engine/events.ts';
import { objectSeconds, tablePhases } from './table-phases.ts';

const state = (of: TableState, at: number): RunEvent => ({ type: 'table-state', table: 't', state: of, at });
const seconds = (events: RunEvent[], now = 99_000) =>
  Object.fromEntries(tablePhases(events, now).map(({ phase, seconds: value }) => [phase, value]));

test('a phase lasts until the next one begins', () => {
  const events = [
    state('copying', 1000),
    state('indexing', 3000),
    state('verifying', 3500),
    state('done', 4500),
  ];
  expect(seconds(events)).toEqual({ copying: 2, indexing: 0.5, verifying: 1 });
  expect(tablePhases(events, 99_000).some(({ running }) => running)).toBe(false);
});

test('what goes on is counted until now, what never began is not known', () => {
  const events = [state('copying', 1000)];
  expect(seconds(events, 6000)).toEqual({ copying: 5, indexing: null, verifying: null });
  expect(tablePhases(events, 6000)[0]).toMatchObject({ phase: 'copying', running: true });
});

test('a pause, an end and a lost worker stop the clock; what comes later is added', () => {
  const paused: RunEvent = { type: 'paused', at: 2000 };
  const again: RunEvent = { type: 'run-started', kind: 'full', resumed: true, at: 50_000 };
  const ended: RunEvent = { type: 'run-ended', outcome: 'failed', error: null, at: 53_000 };
  const copying = state('copying', 1000);
  expect(seconds([copying, paused, again, state('copying', 51_000), ended])).toMatchObject({ copying: 3 });
  // Nobody said when the worker before was lost.
  expect(seconds([copying, again, state('copying', 51_000), ended])).toMatchObject({ copying: 2 });
});

test('keys and indexes are added up', () => {
  const made = (at: number): RunEvent => ({
    type: 'object-made',
    kind: 'index',
    name: 'i',
    table: 't',
    seconds: 0.5,
    at,
  });
  expect(objectSeconds([state('indexing', 1), made(2), made(3)])).toEqual({ made: 2, seconds: 1 });
});
