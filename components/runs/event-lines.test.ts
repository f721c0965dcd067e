import { expect, test } from 'vitest';
import { initialRunState, type RunEvent, type RunEventBody, reduceRun } from '../../lib/engine/events.ts';
import { levelOf, stageOf, tableOf } from './event-lines.ts';

const at = (body: RunEventBody, when = 0): RunEvent => ({ ...body, at: when });
const verified = (content: 'match' | 'differs'): RunEvent =>
  at({
    type: 'table-verified',
    verification: { table: 't', sourceRows: 1, targetRows: 1, count: 'match', content, mismatches: [] },
  });

test('what went wrong is an error, what holds up or is less than wanted a warning', () => {
  expect(levelOf(verified('differs'))).toBe('error');
  expect(levelOf(verified('match'))).toBe('info');
  expect(levelOf(at({ type: 'run-ended', outcome: 'failed', error: null }))).toBe('error');
  expect(levelOf(at({ type: 'run-ended', outcome: 'succeeded', error: null }))).toBe('info');
  expect(levelOf(at({ type: 'waiting', reason: { kind: 'other-run' } }))).toBe('warn');
  expect(levelOf(at({ type: 'waiting', reason: null }))).toBe('info');
  expect(levelOf(at({ type: 'paused' }))).toBe('warn');
  const error = { code: 'TGT-DISK', message: '', remedy: '' };
  expect(levelOf(at({ type: 'paused', error }))).toBe('error');
  expect(levelOf(at({ type: 'log', level: 'warn', message: '' }))).toBe('warn');
  expect(levelOf(at({ type: 'connections', most: 4, free: 9, jobs: 1, wanted: 2 }))).toBe('warn');
});

test('a log line belongs to the stage that had begun last, others say theirs themselves', () => {
  const state = [
    at({ type: 'stage-started', stage: 'copy' }, 10),
    at({ type: 'stage-started', stage: 'constraints' }, 20),
  ].reduce(reduceRun, initialRunState('full'));
  const line = (when: number) => stageOf(at({ type: 'log', level: 'info', message: '' }, when), state.stages);
  expect([line(5), line(15), line(25)]).toEqual([null, 'copy', 'constraints']);
  expect(stageOf(verified('match'), state.stages)).toBe('verify');
  expect(stageOf(at({ type: 'table-state', table: 't', state: 'copying' }), [])).toBe('copy');
  expect(stageOf(at({ type: 'run-ended', outcome: 'failed', error: null }, 30), state.stages)).toBeNull();
});

test('an object that is no table belongs to none', () => {
  const made = (table: string) => at({ type: 'object-made', kind: 'view', name: 'v', table, seconds: 1 });
  expect([tableOf(made('')), tableOf(made('t')), tableOf(verified('match'))]).toEqual([null, 't', 't']);
});
