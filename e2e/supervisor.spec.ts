/** The panel as a program: killed in every part, started twice, started where it cannot. No browser is needed. */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { panelFolder, startPanel, type TestPanel } from '../lib/testing/panel.ts';
import { processIdentity } from '../scripts/bootstrap/identity.mjs';

let folder: Awaited<ReturnType<typeof panelFolder>>;
let panels: TestPanel[];

test.beforeEach(async () => {
  folder = await panelFolder();
  panels = [];
});

test.afterEach(async () => {
  for (const panel of panels) await panel.stop();
  await folder.remove();
});

async function start(env: Record<string, string> = {}): Promise<TestPanel> {
  const panel = await startPanel(folder.dataDir, env);
  panels.push(panel);
  return panel;
}

/** Process numbers as the supervisor noted them, and PostgreSQL's as it notes its own. */
function pids(): Record<string, number> {
  const note = readdirSync(folder.dataDir).find((name) => /^running\.\d+\.json$/.test(name)) ?? 'none';
  const { children } = JSON.parse(readFileSync(path.join(folder.dataDir, note), 'utf8'));
  return { web: children.web.pid, worker: children.worker.pid, postgres: postmaster() };
}

/** 0 while there is none. */
function postmaster(): number {
  const file = path.join(folder.dataDir, 'postgres', '18', 'postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
}

/** One that has ended and that nobody has taken note of yet is not alive. */
function isAlive(pid: number): boolean {
  return pid > 0 && processIdentity(pid) !== null;
}

async function readiness(panel: TestPanel): Promise<unknown> {
  try {
    return await (await fetch(`${panel.url}/readyz`)).json();
  } catch {
    return null;
  }
}

const ALL_READY = { ready: true, checks: { database: true, migrations: true, worker: true, disk: true } };

for (const part of ['worker', 'web', 'postgres']) {
  test(`kill -9 of the ${part}: it comes back by itself`, async () => {
    const panel = await start();
    const before = pids()[part] ?? 0;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => pids()[part] !== before && isAlive(pids()[part] ?? 0)).toBe(true);
    await expect.poll(() => readiness(panel), { timeout: 30_000 }).toEqual(ALL_READY);
  });
}

test('after kill -9 of the supervisor the next start ends what is left and goes on with the same data', async () => {
  const first = await start();
  const token = first.setupUrl;
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  const orphans = Object.values(pids());
  expect(orphans.every(isAlive)).toBe(true);

  const second = await start();
  expect(orphans.some(isAlive)).toBe(false);
  expect(second.output()).toMatch(/ended what an earlier start left running: (web, worker|worker, web)/);
  expect(second.setupUrl).not.toBe(token);
  expect(await readiness(second)).toEqual(ALL_READY);
});

test('Ctrl-C ends everything, PostgreSQL included', async () => {
  const panel = await start();
  const parts = Object.values(pids());
  await panel.stop();
  expect(parts.some(isAlive)).toBe(false);
  expect(panel.process.exitCode).toBe(0);
});

test('a second start with the same data folder says who is there and leaves it alone', async () => {
  const panel = await start();
  await expect(start()).rejects.toThrow(
    `already running with this data folder, as process ${panel.process.pid}`,
  );
  expect(await readiness(panel)).toEqual(ALL_READY);
});

test('a taken port is a sentence with a remedy', async () => {
  const squatter = createServer().listen(0);
  await once(squatter, 'listening');
  const { port } = squatter.address() as { port: number };
  try {
    await expect(start({ PORT: String(port) })).rejects.toThrow(
      `port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`,
    );
  } finally {
    squatter.close();
  }
});

test('a wrong setting is named before anything is started', async () => {
  await expect(start({ LOG_LEVEL: 'loud', METRICS_TOKEN: 'short' })).rejects.toThrow(
    /status 78:.*LOG_LEVEL .*METRICS_TOKEN must have at least 16 characters/s,
  );
});
