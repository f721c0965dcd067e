import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure } from './run.ts';
import { childSeconds } from './times.ts';

const never = new AbortController().signal;
/** Holds 64 MB while it uses four tenths of a second of processor time. */
const HOLD = `const held = Buffer.alloc(64e6, 1); while (process.cpuUsage().user < 4e5);
  console.log(held.length); console.error('said'); process.exit(7)`;

test('what a command said, used and held', async () => {
  const measured = await measure({ program: process.execPath, args: ['-e', HOLD] }, never);
  expect(measured).toMatchObject({ status: 7, stdout: '64000000\n', stderr: 'said\n' });
  expect(measured.seconds).toBeGreaterThan(0.3);
  expect(measured.cpuSeconds).toBeGreaterThan(0.3);
  if (existsSync('/proc/self/statm')) expect(measured.peakBytes).toBeGreaterThan(64e6);
  expect(measured.peakResidentBytes).toBeGreaterThanOrEqual(measured.peakBytes ?? 0);
});

test('what other programs would read of the environment is kept from it', async () => {
  process.env.PGHOST = 'elsewhere';
  try {
    const args = ['-c', 'echo "[$PGHOST] $MINE"'];
    const { stdout } = await measure({ program: '/bin/sh', args, env: { MINE: 'given' } }, never);
    expect(stdout).toBe('[] given\n');
  } finally {
    delete process.env.PGHOST;
  }
});

test('stopping ends the command and its children', async () => {
  const abort = new AbortController();
  const args = ['-c', 'sleep 600 & sleep 600'];
  const running = measure({ program: '/bin/sh', args }, abort.signal);
  abort.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
});

test('times of a shell, with a point or a comma', () => {
  expect(childSeconds('0m0.00s 0m0.01s\n1m2.50s 0m0.25s\n')).toBe(62.75);
  expect(childSeconds('0m0,000s 0m0,010s\n0m2,500s 0m0,250s\n')).toBe(2.75);
  expect(childSeconds('')).toBeNull();
});
