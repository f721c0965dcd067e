/** Runs one command and measures it: wall clock, processor time, peak memory. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { memoryBelow } from './processes.ts';
import { childSeconds } from './times.ts';

export interface Command {
  program: string;
  args: string[];
  /** Besides this process's own, without what would point a program elsewhere. */
  env?: Record<string, string>;
  cwd?: string;
}

export interface Measured {
  status: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /** User and system time of the command and of all its children; null where the shell does not say. */
  cpuSeconds: number | null;
  /** The most that the command and its children held at once of their own; null without /proc. */
  peakBytes: number | null;
  /** The same with the pages of programs and of files that they have mapped. */
  peakResidentBytes: number | null;
}

export const SAMPLE_MS = 50;
const AGAIN_MS = 3_000;
const PATIENCE_MS = 15_000;

/**
 * A shell in between: it alone is told by the system what its children used. A signal to the group is for them; it
 * stays until they have ended.
 */
const WRAPPER = 'trap : TERM; "$@"; status=$?; times >&3; exit $status';

export async function measure(command: Command, signal: AbortSignal): Promise<Measured> {
  signal.throwIfAborted();
  const began = performance.now();
  const child = spawn('/bin/sh', ['-c', WRAPPER, 'sh', command.program, ...command.args], {
    cwd: command.cwd,
    env: { ...ownEnvironment(), ...command.env } as NodeJS.ProcessEnv,
    // A group of its own, so that all of it can be stopped.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, times] = [1, 2, 3].map((at) => text(child.stdio[at] as Readable));
  const peak = { own: 0, resident: 0 };
  const sample = () => {
    const now = child.pid ? memoryBelow(child.pid) : null;
    peak.own = Math.max(peak.own, now?.own ?? 0);
    peak.resident = Math.max(peak.resident, now?.resident ?? 0);
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const stop = () => endGroup(child);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const status = await ended(child);
    const seconds = (performance.now() - began) / 1000;
    const said = { stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
    signal.throwIfAborted();
    return {
      status,
      ...said,
      seconds,
      cpuSeconds: childSeconds((await times) ?? ''),
      peakBytes: peak.own || null,
      peakResidentBytes: peak.resident || null,
    };
  } finally {
    clearInterval(sampling);
    signal.removeEventListener('abort', stop);
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/** Asks all of them to stop, and does not ask where that does not help. What a shell put behind itself hears no SIGINT. */
function endGroup(child: ChildProcess): void {
  const send = (name: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  send('SIGTERM');
  // One that was only just being started may not have heard it.
  const again = setInterval(() => send('SIGTERM'), AGAIN_MS);
  const hard = setTimeout(() => send('SIGKILL'), PATIENCE_MS);
  child.once('close', () => {
    clearInterval(again);
    clearTimeout(hard);
  });
}

/** Nothing of npm's or of libpq's settings: what is measured is what the command line says. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|PG|HOWDAH_)/.test(name)));
}
