import { expect, test } from 'vitest';
import { Gates } from './gates.ts';

test('whoever waits passes once the gate is open, and so does whoever comes later', async () => {
  const gates = new Gates(new AbortController().signal);
  const waiting = gates.passed('a');
  gates.open('a');
  await waiting;
  await gates.passed('a');
});

test('when the run stops, those who wait and those who would are told why', async () => {
  const controller = new AbortController();
  const gates = new Gates(controller.signal);
  const waiting = gates.passed('a');
  gates.open('open');
  controller.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(gates.passed('b')).rejects.toThrow('stopped');
  await gates.passed('open');
});
