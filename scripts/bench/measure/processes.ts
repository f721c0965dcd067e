/** What Linux says of processes in /proc; null where there is none. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks a second in which /proc counts processor time: the same on every Linux that Node runs on. */
const TICKS = 100;

/** Bytes of memory that the descendants of a process hold now, shared pages counted for each of them. */
export function memoryBelow(pid: number): number | null {
  return descendants(pid)?.reduce((sum, each) => sum + residentBytes(each), 0) ?? null;
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

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
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
