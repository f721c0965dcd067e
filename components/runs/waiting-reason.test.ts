import { expect, test } from 'vitest';
import { blockersInWords } from '../../lib/engine/target/blockers.ts';
import { waitingReason } from './waiting-reason.ts';

test('what the engine says is taken apart, whatever it is', () => {
  expect(waitingReason('another run works on this target')).toEqual({ key: 'otherRun' });
  expect(waitingReason('the target to answer again: The connection was lost: x.')).toEqual({
    key: 'target',
    what: 'The connection was lost: x',
  });
  const blocker = { pid: 12, who: 'psql', state: 'idle in transaction', seconds: 34, object: 'orders' };
  expect(waitingReason(blockersInWords([blocker]))).toEqual({
    key: 'lock',
    object: 'orders',
    sessions: 'psql (pid 12, idle in transaction for 34 s)',
  });
  expect(waitingReason(blockersInWords([]))).toEqual({ key: null, text: 'a lock in the target' });
});
