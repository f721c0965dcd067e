/** Options that several commands take: one wording and one check for each. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isReservedSchema, NameMode, PlanOptions, RowsMode } from '../engine/index.ts';
import { readOverrides } from './overrides-file.ts';

export const FILE = ['<file>', 'the SQLite database'] as const;
export const URL = [
  '<postgres-url>',
  'postgres://user@host:5432/database; the password also by PGPASSWORD',
] as const;

export interface Selection {
  include?: string[];
  exclude?: string[];
}

export function withSelection(command: Command): Command {
  return command
    .option('--include <tables...>', 'only these source tables; * stands for any characters')
    .option('--exclude <tables...>', 'not these source tables');
}

export interface Planning extends Selection {
  schema?: string;
  names?: NameMode;
  match?: RowsMode;
  overrides?: string;
}

export function withPlanning(command: Command): Command {
  return withSelection(
    command
      .addOption(
        new Option('--schema <name>', 'the schema in the target, made when missing')
          .argParser(schemaName)
          .default('public'),
      )
      .addOption(
        new Option('--names <mode>', 'what becomes of names: keep unless said otherwise').choices(
          NameMode.options,
        ),
      )
      .addOption(
        new Option(
          '--match <mode>',
          'rows go into tables that your application made: fail where there are rows, replace them, or upsert by key',
        ).choices(RowsMode.options),
      )
      .option('--overrides <file>', 'your choices for single tables and columns, see docs/overrides.md'),
  );
}

/** What every command that makes a run takes. */
export interface Running {
  json?: boolean;
  report?: string;
  workDir?: string;
  jobs: number;
}

export function withRunning(command: Command, workDir: string): Command {
  return command
    .addOption(
      new Option('--jobs <n>', 'how many tables or parts of tables go at once')
        .argParser(wholeNumber)
        .default(Math.min(4, availableParallelism()), 'the processors, at most 4'),
    )
    .option('--json', 'print the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file as well')
    .option('--work-dir <folder>', workDir);
}

export function planOptions(chosen: Planning, replace: boolean): PlanOptions {
  const overrides = readOverrides(chosen.overrides);
  return PlanOptions.parse({
    schema: chosen.schema,
    include: chosen.include,
    exclude: chosen.exclude,
    overrides: {
      ...overrides,
      ...(chosen.names ? { names: chosen.names } : {}),
      ...(chosen.match ? { match: chosen.match } : {}),
    },
    replace,
  });
}

/** Names that PostgreSQL or Howdah keep for themselves would only fail at the very end. */
function schemaName(text: string): string {
  if (text === '' || Buffer.byteLength(text) > 63) {
    throw new InvalidArgumentError('A name of 1 to 63 bytes is needed.');
  }
  if (isReservedSchema(text)) {
    throw new InvalidArgumentError('This name is reserved.');
  }
  return text;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 64) {
    throw new InvalidArgumentError('A whole number from 1 to 64 is needed.');
  }
  return value;
}
