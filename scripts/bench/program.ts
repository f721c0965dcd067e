/** The commands and what `--help` teaches. */
import { Command } from 'commander';
import { type Common, type Comparing, withCommon, withComparing, withTarget } from './options.ts';

export interface Commands {
  compare(chosen: Comparing): Promise<void>;
  needle(chosen: Common): Promise<void>;
  pages(chosen: Common): Promise<void>;
}

export function makeProgram({ compare, needle, pages }: Commands): Command {
  const program = new Command('bench')
    .description(
      'Measures howdah against other ways from SQLite to PostgreSQL: in turn, each into a fresh database, with medians, ratios and peak memory.',
    )
    .enablePositionalOptions()
    .showHelpAfterError('Add --help to see what it takes.')
    .addHelpText('after', HELP);
  withComparing(
    withTarget(withCommon(program, 'rows of the large table (default: 1m; with --growth 10m)')),
  ).action((chosen: Comparing) => compare(chosen));
  const needleCommand = program
    .command('needle')
    .summary('one changed value among all rows: is it found, and how long does that take')
    .description(
      'Migrates, changes one value in the target, and lets `howdah verify` look for it. Compares the time with that of a verification without a difference. Fails unless exactly that value is named.',
    );
  withTarget(withCommon(needleCommand, 'rows of the large table (default: 1m)')).action((chosen: Common) =>
    needle(chosen),
  );
  const pagesCommand = program
    .command('pages')
    .summary('how fast the panel answers while a large migration runs')
    .description(
      'Brings up a panel of its own as `npm start` does, starts a migration in it, and asks for the main pages and routes until the migration has ended, then as long again without one.',
    );
  withCommon(pagesCommand, 'rows of the large table (default: 2m)').action((chosen: Common) => pages(chosen));
  // Subcommands say for themselves how they end.
  for (const command of [program, needleCommand, pagesCommand]) {
    command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  }
  return program;
}

const HELP = `
Without --target it starts a PostgreSQL of its own, with fsync on as a person would have it, and says with which
settings. pgloader, sqlite3 and psql take part where they are installed; nothing needs them.

The floor is COPY of text that lay ready, then the same keys, indexes, foreign keys and ANALYZE one after another.
Ratios are taken round by round against it, then their median.

Examples:
  npm run bench                                     everything, a million rows: it takes its time
  npm run bench -- --shapes reference --rows 100k   a quick look
  npm run bench -- --only howdah,floor --runs 5
  npm run bench -- --growth                         does it stay level from 0.1 to 10 million rows
  npm run bench -- --growth --rows 100m
  npm run bench -- needle
  npm run bench -- pages
  npm run bench -- --write                          and put the tables into docs/performance.md

The tables go to stdout, progress to stderr. Ctrl-C stops it and leaves nothing behind.

Exit status: 0 measured; 1 something failed; 2 wrong use; 130 stopped by Ctrl-C.`;
