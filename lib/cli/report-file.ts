import { accessSync, constants, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Report } from '../engine/index.ts';
import { WrongUse } from './exit.ts';
import { startedIn } from './paths.ts';

/** Absolute path of `--report`, known to be writable before hours of work go into what is written there. */
export function reportFile(file: string | undefined): string | null {
  if (file === undefined) return null;
  const path = resolve(startedIn(), file);
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch {
    throw unusable(path, `the folder ${dirname(path)} is missing or may not be written to`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw unusable(path, 'it is a folder');
  return path;
}

/** All of it or nothing: whoever waits for the file never reads half a report. */
export function writeReport(path: string, report: Report): void {
  const temporary = `${path}.${process.pid}.partial`;
  writeFileSync(temporary, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

function unusable(path: string, why: string): WrongUse {
  return new WrongUse(
    'RUN-REPORT-FILE',
    `The report cannot be written to ${path}: ${why}.`,
    'Name another file.',
  );
}
