/** The command `npm run sample`. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseSize } from './amounts.ts';
import { SampleError } from './error.ts';
import { generateSample, type SampleOptions } from './generate.ts';

/** npm goes to the project's folder first; a relative path means the folder where the command was typed. */
const folder = (process.env.npm_lifecycle_event === 'sample' && process.env.INIT_CWD) || process.cwd();

const program = new Command('sample')
  .description('Makes a SQLite database of a believable booking service, of any size.')
  .argument('<file>', 'the database to make')
  .addOption(new Option('--rows <n>', 'rows in all tables together').argParser(whole).conflicts('size'))
  .addOption(new Option('--size <size>', 'about how large the file becomes: 500MB, 2GB').argParser(size))
  .addOption(new Option('--seed <n>', 'the same seed gives the same file').argParser(whole).default(1))
  .option(
    '--client <name>',
    'the business whose database it is; a Cyrillic name brings more Russian',
    'Sample',
  )
  .option('--dirty', 'plant the defects that real databases have: odd types, dates, keys, names, bytes')
  .option('--rough', 'one table with the commonest of these defects, as the sample of the tour has it')
  .addOption(
    new Option('--cell <size>', 'the one very large value that --dirty plants')
      .argParser(size)
      .default(1e6, '1MB'),
  )
  .addOption(
    new Option('--encoding <name>', 'how the file stores text')
      .choices(['UTF-8', 'UTF-16le', 'UTF-16be'])
      .default('UTF-8'),
  )
  .option('--force', 'replace a file that exists')
  .addHelpText(
    'after',
    `
Without --rows and --size it makes 2000 rows. The file appears under its name only when it is whole.

Examples:
  npm run sample -- bookings.db
  npm run sample -- lotos.db --client "СПА «Лотос»" --rows 20000 --seed 7
  npm run sample -- large.db --size 2GB
  npm run sample -- odd.db --dirty

Exit status: 0 made; 1 failed, no file left behind; 2 wrong use; 130 after Ctrl-C.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(make);

await program.parseAsync();

async function make(file: string, chosen: SampleOptions & { size?: number }): Promise<void> {
  const abort = new AbortController();
  // More than once: a Ctrl-C comes from the terminal and again from each process above this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => abort.abort());
  const began = performance.now();
  try {
    const made = await generateSample(resolve(folder, file), {
      ...chosen,
      bytes: chosen.size,
      signal: abort.signal,
      onProgress: ({ rows, total, doing }) =>
        live(doing === 'rows' ? `${Math.floor((rows / total) * 100)} %  ${rows} rows` : 'making indexes …'),
    });
    live('');
    const seconds = (performance.now() - began) / 1000;
    for (const [table, rows] of Object.entries(made.tables)) console.log(`${table.padEnd(16)}${rows}`);
    console.log(`${made.path}: ${made.rows} rows, ${made.bytes} bytes, ${seconds.toFixed(1)} s`);
  } catch (error) {
    live('');
    if (abort.signal.aborted) {
      console.error('Stopped; no file was left behind.');
      process.exitCode = 130;
    } else {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = error instanceof SampleError ? 2 : 1;
    }
  }
}

/** One line that is written over; nothing where nobody watches. */
function live(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.');
  return Number(text);
}

function size(text: string): number {
  try {
    return parseSize(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : '');
  }
}
