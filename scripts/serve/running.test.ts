import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from '../bootstrap/identity.mjs';
import { AlreadyRunning, claim } from './running.ts';

let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'howdah-running-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

async function someProcess(): Promise<{ pid: number; identity: string; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', `console.log(1); setInterval(() => {}, 1000)`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  return { pid, identity: processIdentity(pid) ?? '', ended };
}

function leave(supervisor: { pid: number; identity: string }, web: { pid: number; identity: string }): void {
  const pick = ({ pid, identity }: { pid: number; identity: string }) => ({ pid, identity });
  const running = { supervisor: pick(supervisor), children: { web: pick(web) } };
  writeFileSync(path.join(dataDir, 'running.1.json'), JSON.stringify(running));
}

test('a data folder has one supervisor at a time', async () => {
  const first = await claim(dataDir);
  await expect(claim(dataDir)).rejects.toThrow(AlreadyRunning);
  first.release();
  (await claim(dataDir)).release();
});

test('what a killed supervisor left behind is ended', async () => {
  const web = await someProcess();
  leave({ pid: process.pid, identity: 'an earlier process of this number' }, web);
  const { ended } = await claim(dataDir);
  expect(ended).toEqual(['web']);
  await web.ended;
});

test('a process that only has the number of an earlier one is left alone', async () => {
  const stranger = await someProcess();
  leave({ pid: 2 ** 22 + 1, identity: '1' }, { pid: stranger.pid, identity: 'started at another time' });
  expect((await claim(dataDir)).ended).toEqual([]);
  expect(processIdentity(stranger.pid)).toBe(stranger.identity);
});

test('of several at once exactly one gets the folder, also over a broken note', async () => {
  writeFileSync(path.join(dataDir, 'running.1.json'), '{"half');
  const results = await Promise.allSettled([claim(dataDir), claim(dataDir), claim(dataDir)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
});
