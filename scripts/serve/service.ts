/** A process that is kept running: started again when it ends, with growing pauses when it keeps ending. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** After running this long a process counts as well again. */
const WELL_AFTER_MS = 30_000;

export interface ServiceOptions {
  /** Arguments of this Node: a program and its own arguments. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** How long it may take to end before it is killed. */
  stopWithinMs: number;
  /** Called with every new process's number. */
  onStart(pid: number): void;
  onOutput(stream: Readable): void;
  /** Called when it ended by itself, with the pause before it is started again. */
  onDeath(how: string, pauseMs: number): void;
}

export interface Service {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

export function keepRunning(options: ServiceOptions): Service {
  let child: ChildProcess;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;
  let ended: Promise<void>;

  const start = () => {
    const began = Date.now();
    // A group of its own, so that Ctrl-C in the terminal reaches the supervisor alone, which keeps the order.
    child = spawn(process.execPath, options.args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.stdout) options.onOutput(child.stdout);
    if (child.stderr) options.onOutput(child.stderr);
    if (child.pid) options.onStart(child.pid);
    ended = new Promise((resolve) => {
      const end = (how: string) => {
        resolve();
        if (stopping) return;
        killGroup(child, 'SIGKILL');
        if (Date.now() - began > WELL_AFTER_MS) pause = FIRST_PAUSE_MS;
        options.onDeath(how, pause);
        timer = setTimeout(start, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      };
      child.once('exit', (code, signal) => end(signal ?? `status ${code}`));
      child.once('error', (error) => end(error.message));
    });
  };
  start();

  return {
    get pid() {
      return child.pid;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      killGroup(child, 'SIGTERM');
      const patience = setTimeout(() => killGroup(child, 'SIGKILL'), options.stopWithinMs);
      await ended;
      clearTimeout(patience);
      killGroup(child, 'SIGKILL');
    },
  };
}

/** The process and whatever it started. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
