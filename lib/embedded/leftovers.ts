/** Ends what an earlier server of the same data folder left behind, so that a new one can start. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server may take to write its last checkpoint. */
const PATIENCE_MS = 60_000;

/**
 * @param folder the cluster's folder, links resolved
 * @returns whether something was still running
 */
export async function endLeftovers(folder: string): Promise<boolean> {
  const lock = path.join(folder, 'postmaster.pid');
  const postmaster = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : Number.NaN;
  let running = serverProcesses(folder, postmaster);
  const found = running.length > 0;
  // Orderly when the postmaster lives; processes without one only have to go.
  if (running.includes(postmaster)) signal([postmaster], 'SIGINT');
  else signal(running, 'SIGQUIT');

  const deadline = Date.now() + PATIENCE_MS;
  while (running.length > 0) {
    await sleep(25);
    running = serverProcesses(folder, postmaster);
    if (Date.now() > deadline) signal(running, 'SIGKILL');
  }
  // Its process is gone, but its number may belong to another by now: PostgreSQL would take that for a server.
  rmSync(lock, { force: true });
  return found;
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Processes of a server have the cluster's folder as their working directory. */
function serverProcesses(folder: string, postmaster: number): number[] {
  if (process.platform !== 'linux') return isPostgres(postmaster) ? [postmaster] : [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingDirectory(name) === folder && isPostgres(Number(name)))
    .map(Number);
}

function workingDirectory(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function isPostgres(pid: number): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return /postgres/.test(command);
  } catch {
    return false;
  }
}
