/** What the commands take: one wording and one check for each option. */
import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseNames, parseRows } from './amounts.ts';
import { CONTESTANT_NAMES } from './contestants/index.ts';
import { SHAPE_NAMES, type ShapeName } from './shapes/index.ts';

/** What every command takes. */
export interface Common {
  rows?: number;
  runs: number;
  target?: string;
  write?: boolean;
  /** Absolute. */
  json?: string;
}

export interface Comparing extends Common {
  only: string[];
  shapes: ShapeName[];
  growth?: boolean;
  /** Milliseconds that every answer of the server takes longer. */
  delay?: number;
}

export function withCommon(command: Command, rows: string): Command {
  return command
    .addOption(new Option('--rows <n>', rows).argParser(refusing(parseRows)))
    .addOption(new Option('--runs <n>', 'rounds that count').argParser(refusing(parseRuns)).default(3))
    .option('--write', 'write what was found into docs/performance.md, leaving the rest of it')
    .addOption(
      new Option('--json <file>', 'write everything that was measured as JSON').argParser(refusing(writable)),
    );
}

export function withTarget(command: Command): Command {
  return command.addOption(
    new Option(
      '--target <postgres-url>',
      'a server to measure against, the password also by PGPASSWORD; the user must be able to create databases',
    ).argParser(refusing(parseAddress)),
  );
}

export function withComparing(command: Command): Command {
  return command
    .addOption(
      new Option('--only <contestants>', `some of ${CONTESTANT_NAMES.join(', ')}`)
        .argParser(refusing((text) => parseNames(text, CONTESTANT_NAMES)))
        .default(CONTESTANT_NAMES, 'all that are installed'),
    )
    .addOption(
      new Option('--shapes <shapes>', `some of ${SHAPE_NAMES.join(', ')}`)
        .argParser(refusing((text) => parseNames(text, SHAPE_NAMES)))
        .default(SHAPE_NAMES, 'all'),
    )
    .option('--growth', 'howdah alone on 0.1, 1 and 10 million rows; 100 million with --rows 100m')
    .addOption(
      new Option('--delay <ms>', 'every answer of the server takes so much longer, as from far away')
        .argParser(refusing(parseDelay))
        .conflicts('growth'),
    );
}

function parseRuns(text: string): number {
  const runs = Number(text);
  if (!/^\d+$/.test(text) || runs < 1 || runs > 50) throw new RangeError('A number from 1 to 50 is needed.');
  return runs;
}

function parseDelay(text: string): number {
  const delay = Number(text);
  if (!/^\d+$/.test(text) || delay < 1 || delay > 1000)
    throw new RangeError('A number from 1 to 1000 is needed.');
  return delay;
}

/** It is not repeated: there may be a password in it. */
function parseAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.hostname) {
    throw new RangeError('An address like postgres://user:password@host:5432/postgres is needed.');
  }
  return url.href;
}

/** npm goes to the project's folder first; a relative path means the folder where the command was typed. */
function writable(file: string): string {
  const path = resolve(
    (process.env.npm_lifecycle_event === 'bench' && process.env.INIT_CWD) || process.cwd(),
    file,
  );
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch {
    throw new RangeError(`The folder ${dirname(path)} is missing or may not be written to.`);
  }
  return path;
}

function refusing<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw error instanceof RangeError ? new InvalidArgumentError(error.message) : error;
    }
  };
}
