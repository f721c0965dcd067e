import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { WrongUse } from './exit.ts';

/** npm goes to the project's folder first; a relative path means the folder where the command was typed. */
export function startedIn(env: NodeJS.ProcessEnv = process.env): string {
  return (env.npm_lifecycle_event === 'howdah' && env.INIT_CWD) || process.cwd();
}

/** Absolute, links followed, so that a WAL is looked for beside the real file. A missing file keeps its name. */
export function sourcePath(file: string): string {
  const path = resolve(startedIn(), file);
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Where snapshots go unless told otherwise: the same folder as the panel's. */
export function defaultWorkDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.HOWDAH_DATA || join(import.meta.dirname, '../../.howdah'), 'snapshots');
}

/** Absolute; made when missing, readable by its owner alone because snapshots hold everybody's data. */
export function workDir(chosen: string | undefined): string {
  const path = chosen === undefined ? defaultWorkDir() : resolve(startedIn(), chosen);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  } catch (error) {
    throw new WrongUse(
      'RUN-WORK-DIR',
      `The folder for snapshots ${path} cannot be made (${error instanceof Error ? error.message : error}).`,
      'Choose a folder that you may write to with --work-dir.',
    );
  }
}
