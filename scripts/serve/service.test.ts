import { once } from 'node:events';
import readline from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { processIdentity } from '../bootstrap/identity.mjs';
import { keepRunning, type Service } from './service.ts';

let service: Service;
afterEach(() => service.stop());

/** Keeps a program running; answers the lines it writes and what is told about it, as streams of events. */
function keep(program: string, stopWithinMs = 5000) {
  const lines = new PassThrough();
  const reader = readline.createInterface({ input: lines });
  const deaths: { how: string; pauseMs: number }[] = [];
  const pids: number[] = [];
  service = keepRunning({
    args: ['-e', program],
    cwd: import.meta.dirname,
    env: process.env,
    stopWithinMs,
    onStart: (pid) => pids.push(pid),
    onOutput: (stream: Readable) => stream.pipe(lines, { end: false }),
    onDeath: (how, pauseMs) => deaths.push({ how, pauseMs }),
  });
  return { nextLine: async () => String((await once(reader, 'line'))[0]), deaths, pids };
}

const TALKING = `console.log('up ' + process.pid); setInterval(() => {}, 1000)`;

test('a process that is killed comes back by itself', async () => {
  const { nextLine, deaths, pids } = keep(TALKING);
  const first = await nextLine();
  process.kill(pids[0] ?? 0, 'SIGKILL');
  const second = await nextLine();
  expect(second).toMatch(/^up \d+$/);
  expect(second).not.toBe(first);
  expect(deaths).toEqual([{ how: 'SIGKILL', pauseMs: 250 }]);
});

test('one that keeps ending is started again ever more seldom', async () => {
  const { nextLine, deaths } = keep(`console.log('up'); process.exitCode = 3`);
  for (let i = 0; i < 3; i++) await nextLine();
  expect(deaths.slice(0, 2)).toEqual([
    { how: 'status 3', pauseMs: 250 },
    { how: 'status 3', pauseMs: 500 },
  ]);
});

test('stop ends it, and with it what it started, even when it ignores the signal', async () => {
  const { nextLine, deaths } = keep(
    `process.on('SIGTERM', () => {});
     const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)"]);
     child.stdout.pipe(process.stdout);`,
    200,
  );
  const grandchild = Number(await nextLine());
  const { pid = 0 } = service;
  await service.stop();
  expect(processIdentity(pid)).toBeNull();
  await expect.poll(() => processIdentity(grandchild)).toBeNull();
  expect(deaths).toEqual([]);
});
