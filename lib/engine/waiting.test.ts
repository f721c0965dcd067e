import { expect, test } from 'vitest';
import { initialRunState, RunEvent, reduceRun } from './events.ts';
import { type Holder, readReason, type WaitingReason, waitingInWords } from './waiting.ts';

const holder: Holder = { pid: 12, who: 'psql', state: 'idle in transaction', seconds: 34 };
const lock = (object: string | null, holders = [holder]): WaitingReason => ({
  kind: 'lock',
  object,
  holders,
});

test('each reason in words', () => {
  expect(waitingInWords(lock('orders'))).toBe(
    'orders is held by psql (pid 12, idle in transaction for 34 s)',
  );
  expect(waitingInWords(lock('orders', []))).toBe('a lock on orders in the target');
  expect(waitingInWords(lock(null, []))).toBe('a lock in the target');
  expect(waitingInWords(lock(null, [{ ...holder, state: null, seconds: null }]))).toBe(
    'a lock is held by psql (pid 12)',
  );
  expect(waitingInWords({ kind: 'connections', message: 'none is free.' })).toBe(
    'a free connection to the target: none is free.',
  );
});

test('sentences of earlier versions are read, those of which nothing is known as they are', () => {
  expect(readReason('another run works on this target')).toEqual({ kind: 'other-run' });
  expect(readReason('the target to answer again: The connection was lost: x.')).toEqual({
    kind: 'target-away',
    code: '',
    message: 'The connection was lost: x.',
  });
  const old = 'orders is held by psql (pid 12)';
  expect(waitingInWords(readReason(old))).toBe(old);
  const event = RunEvent.parse({ type: 'waiting', reason: old, at: 1 });
  expect(reduceRun(initialRunState('full'), event).waiting).toEqual({ kind: 'words', text: old });
});

test('the same wait is told anew without beginning anew', () => {
  const wait = (reason: WaitingReason | null, at: number): RunEvent => ({ type: 'waiting', reason, at });
  const first = reduceRun(initialRunState('full'), wait(lock('orders'), 10));
  expect(first).toMatchObject({ waiting: { kind: 'lock' }, waitingSince: 10 });
  const again = reduceRun(first, wait(lock('orders', []), 20));
  expect(again).toMatchObject({ waiting: { holders: [] }, waitingSince: 10 });
  const other = reduceRun(again, wait({ kind: 'other-run' }, 30));
  expect(other).toMatchObject({ waiting: { kind: 'other-run' }, waitingSince: 30 });
  expect(reduceRun(other, wait(null, 40))).toMatchObject({ waiting: null, waitingSince: null });
});
