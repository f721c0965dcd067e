/** What Linux says of processes in /proc; null where there is none. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks a second in which /proc counts processor time: the same on every Linux that Node runs on. */
const TICKS = 100;

export interface Memory {
  /** What the processes have of their own, and what nobody else could be given: anonymous and shared memory. */
  own: number;
  /** All that is mapped and present: also pages of programs and of files, once for every mapping of them. */
  resident: number;
}

/** What the descendants of a process hold now. */
export function memoryBelow(pid: number): Memory | null {
  const each = descendants(pid)?.map(memoryOf);
  if (!each) return null;
  return {
    own: each.reduce((sum, { own }) => sum + own, 0),
    resident: each.reduce((sum, { resident }) => sum + resident, 0),
  };
}

/** Seconds of processor time that a process, its children and those that ended have used. */
export function processorSeconds(pid: number): number | null {
  const below = children(pid);
  if (!below) return null;
  // utime, stime and those of the children that ended and were waited for.
  return [pid, ...below].reduce((sum, each) => sum + ticks(each, 4), 0) / TICKS;
}

function descendants(pid: number): number[] | null {
  return children(pid)?.flatMap((child) => [child, ...(descendants(child) ?? [])]) ?? null;
}

function children(pid: number): number[] | null {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      numbers(readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')),
    );
  } catch {
    return null;
  }
}

function memoryOf(pid: number): Memory {
  const status = read(`/proc/${pid}/status`);
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { own: bytes('RssAnon') + bytes('RssShmem'), resident: bytes('VmRSS') };
}

function ticks(pid: number, count: number): number {
  // The name in brackets may hold anything; the fields after it are numbers, utime the twelfth.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 11 + count).reduce((sum, field) => sum + Number(field), 0);
}

/** Nothing where the process has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function numbers(text: string): number[] {
  return text.split(' ').filter(Boolean).map(Number);
}
