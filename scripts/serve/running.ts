/**
 * Which processes belong to a data folder: one supervisor at a time, and what it started, noted in a file so that
 * the next start can end what a killed supervisor left behind.
 */
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { processIdentity } from '../bootstrap/identity.mjs';

const STOP_WITHIN_MS = 10_000;

const Process = z.object({ pid: z.number(), identity: z.string() });
type Process = z.infer<typeof Process>;
const Running = z.object({ supervisor: Process, children: z.record(z.string(), Process) });
type Running = z.infer<typeof Running>;

/** Another supervisor holds the data folder. */
export class AlreadyRunning extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`Howdah is already running with this data folder, as process ${pid}.`);
    this.pid = pid;
  }
}

export interface Claim {
  /** Names of processes of a dead supervisor that were still there and have been ended. */
  readonly ended: string[];
  note(name: string, pid: number): void;
  release(): void;
}

/**
 * Claims the data folder for this process. Throws AlreadyRunning.
 *
 * A claim is a file `running.<n>.json`. Who takes over from a dead supervisor makes the next number, which only one of
 * several can, and removes the earlier files afterwards: nobody ever removes a file that somebody may hold.
 */
export async function claim(dataDir: string): Promise<Claim> {
  for (;;) {
    const numbers = claimsIn(dataDir);
    const latest = numbers.at(-1) ?? 0;
    const earlier = read(fileOf(dataDir, latest));
    if (earlier && isAlive(earlier.supervisor)) throw new AlreadyRunning(earlier.supervisor.pid);
    // Children of the dead one stay noted until they have ended, lest this process dies too.
    const running: Running = { supervisor: describe(process.pid), children: { ...earlier?.children } };
    const file = fileOf(dataDir, latest + 1);
    if (!create(file, running)) continue;
    const ended = await endAll(running.children);
    for (const number of numbers) rmSync(fileOf(dataDir, number), { force: true });
    running.children = {};
    return {
      ended,
      note(name, pid) {
        running.children[name] = describe(pid);
        writeFileSync(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      },
      release: () => rmSync(file, { force: true }),
    };
  }
}

function claimsIn(dataDir: string): number[] {
  const numbers = readdirSync(dataDir).map((name) => Number(/^running\.(\d+)\.json$/.exec(name)?.[1]));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

function fileOf(dataDir: string, number: number): string {
  return path.join(dataDir, `running.${number}.json`);
}

/** Names of those that were still there. */
async function endAll(children: Record<string, Process>): Promise<string[]> {
  const orphans = Object.entries(children).filter(([, child]) => isAlive(child));
  await Promise.all(orphans.map(([, child]) => end(child)));
  return orphans.map(([name]) => name);
}

function describe(pid: number): Process {
  return { pid, identity: processIdentity(pid) ?? '' };
}

function isAlive({ pid, identity }: Process): boolean {
  return processIdentity(pid) === identity;
}

/** Only one of several can create the file, and it never stands there half written. */
function create(file: string, running: Running): boolean {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(running), { mode: 0o600 });
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function read(file: string): Running | null {
  try {
    return Running.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

async function end(child: Process): Promise<void> {
  const deadline = Date.now() + STOP_WITHIN_MS;
  signalGroup(child.pid, 'SIGTERM');
  while (isAlive(child)) {
    if (Date.now() > deadline) signalGroup(child.pid, 'SIGKILL');
    await sleep(25);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
