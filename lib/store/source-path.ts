/** Sources stay inside the allowed folders, also through symbolic links: checked when added and at each use. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { MigrationError } from '../engine/errors.ts';

/**
 * The real path of a file inside one of `roots`, which need not exist. A missing file inside is answered as
 * it is, for the caller to find missing; anything outside throws SRC-OUTSIDE, existing or not.
 */
export async function pathInside(file: string, roots: string[]): Promise<string> {
  if (!path.isAbsolute(file) || file.includes('\0')) throw outside();
  const real = await realPathOf(path.normalize(file));
  for (const root of roots) {
    if (isInside(real, await realPathOf(path.normalize(root)))) return real;
  }
  throw outside();
}

/** Where there is nothing, the real path of the nearest folder that exists, with the rest appended. */
async function realPathOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = path.dirname(file);
    if (parent === file || (code !== 'ENOENT' && code !== 'ENOTDIR')) throw outside(error);
    return path.join(/* turbopackIgnore: true */ await realPathOf(parent), path.basename(file));
  }
}

function isInside(file: string, root: string): boolean {
  const relative = path.relative(root, file);
  return (
    relative !== '' &&
    !relative.startsWith(`..${path.sep}`) &&
    relative !== '..' &&
    !path.isAbsolute(relative)
  );
}

function outside(cause?: unknown): MigrationError {
  return new MigrationError(
    'SRC-OUTSIDE',
    'The file lies outside the folders that sources may lie in.',
    'Move it into one of them, or add its folder to SOURCE_ROOTS.',
    { cause },
  );
}
