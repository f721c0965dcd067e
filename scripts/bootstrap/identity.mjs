/** Tells whether a process number noted earlier still belongs to the same process. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Something that differs between two processes that had the same number: when it was started.
 *
 * @param {number} pid
 * @returns {string | null} null when there is no such process
 */
export function processIdentity(pid) {
  try {
    if (process.platform === 'win32') return process.kill(pid, 0) ? 'alive' : null;
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    }
    // The name, in parentheses, may hold anything; after it come state (field 3) … start time (field 22).
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return null;
  }
}
