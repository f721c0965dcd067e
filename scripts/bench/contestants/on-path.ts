import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Where a program lies that a shell would find; null where it is not installed. */
export function onPath(program: string, path = process.env.PATH ?? ''): string | null {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** What is missing, in words for the table. */
export function needs(...programs: string[]): string | null {
  const absent = programs.filter((program) => !onPath(program));
  return absent.length > 0 ? `${absent.join(' and ')} not installed` : null;
}

/** The number that `program --version` says, or null. */
export async function versionOf(program: string): Promise<string | null> {
  if (!onPath(program)) return null;
  try {
    const { stdout } = await promisify(execFile)(program, ['--version']);
    return /\d+(\.\d+)+\S*/.exec(stdout)?.[0].replace(/"$/, '') ?? null;
  } catch {
    return null;
  }
}
