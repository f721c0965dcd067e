/** The product, by its command line and as a person calls it: all in, from a file to data in place. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Report } from '../../../lib/engine/types.ts';
import type { Command, Measured } from '../measure/run.ts';
import { withoutPassword } from './connection.ts';
import type { Contestant } from './contestant.ts';

const MAIN = join(import.meta.dirname, '../../../lib/cli/main.ts');

/** A command of `howdah` with its report on stdout and its snapshot in `folder`. */
export function howdahCommand(
  name: 'migrate' | 'verify',
  source: string,
  address: string,
  folder: string,
  flags: string[] = [],
): Command {
  const { url, env } = withoutPassword(address);
  const args = [MAIN, name, source, url, '--json', '--work-dir', folder, ...flags];
  return { program: process.execPath, args, env };
}

/** What it reported; throws what it said instead where it reported nothing. */
export function reportOf({ stdout, stderr, status }: Measured): Report {
  const parsed = Report.safeParse(jsonOr(stdout));
  if (parsed.success) return parsed.data;
  throw new Error(`howdah ended with status ${status} and no report: ${stderr.trim().slice(-500)}`);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const verified: Contestant = {
  name: 'howdah',
  label: 'howdah, all in, every value verified',
  missing: async () => null,
  command: ({ source, server, database, folder }) =>
    howdahCommand('migrate', source.path, server.url(database), folder),
  parts: stages,
};

export const unverified: Contestant = {
  name: 'howdah-no-verify',
  label: 'howdah --no-verify, all in',
  // Done as chosen: its values were not compared.
  succeeds: [3],
  missing: async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'migrate', '--help']);
    return stdout.includes('--no-verify') ? null : 'this version has no --no-verify';
  },
  command: ({ source, server, database, folder }) =>
    howdahCommand('migrate', source.path, server.url(database), folder, ['--no-verify']),
  parts: stages,
};

/** From an existing plan to data in place: stages overlap, and the seconds of each are those that it added. */
const FROM_PLAN = ['schema', 'copy', 'constraints', 'verify', 'cutover'];

export function secondsFromPlan(parts: Record<string, number>): number {
  return FROM_PLAN.reduce((sum, stage) => sum + (parts[stage] ?? 0), 0);
}

function stages(measured: Measured): Record<string, number> {
  return Object.fromEntries(reportOf(measured).stages.map(({ name, seconds }) => [name, seconds]));
}
