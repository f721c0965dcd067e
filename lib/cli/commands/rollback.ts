import type { Command } from 'commander';
import {
  MigrationError,
  type RollbackPreview,
  rollbackPreview,
  rollbackRun,
  type TargetConfig,
} from '../../engine/index.ts';
import { canAsk, confirm } from '../ask.ts';
import { EXIT } from '../exit.ts';
import type { Run, Session } from '../session.ts';
import { URL } from '../shared-options.ts';
import { targetOf } from '../target.ts';
import { columns, number, plural } from '../text.ts';

interface Chosen {
  dryRun?: boolean;
  json?: boolean;
  reason: string;
  yes?: boolean;
}

export function addRollback(program: Command, run: Run) {
  program
    .command('rollback')
    .summary('take a run back: what stood there before stands there again')
    .description(
      'Swaps back in one transaction. The tables of the run are kept in a schema of their own, so nothing written since is lost. Where rows were added or removed since, it asks, and without a terminal wants --yes.',
    )
    .argument('<run>', 'the run, as migrate said and `howdah runs` lists')
    .argument(...URL)
    .option('--dry-run', 'only say what it would put back')
    .option('--reason <text>', 'why, for the journal', 'from the command line')
    .option('--json', 'print the result as JSON')
    .option('-y, --yes', 'also where rows were added or removed since')
    .action((runId: string, url: string, chosen: Chosen) =>
      run((session) => rollback(runId, targetOf(url), chosen, session)),
    );
}

async function rollback(
  runId: string,
  target: TargetConfig,
  chosen: Chosen,
  session: Session,
): Promise<number> {
  const preview = await rollbackPreview(runId, target);
  const written = preview.tables.filter(isWritten);
  if (chosen.dryRun) {
    print(chosen, { outcome: 'dry-run', ...preview }, renderPreview(preview));
    return EXIT.done;
  }
  if (written.length > 0 && !chosen.yes) await mustBeMeant(written, session);
  session.stop.signal.throwIfAborted();
  const { restored, removed, standing } = await rollbackRun(runId, target, chosen.reason, {
    signal: session.stop.signal,
  });
  print(
    chosen,
    { run: runId, outcome: 'rolled-back', restored, removed, standing },
    [
      `Run ${runId} is rolled back.`,
      `Put back: ${restored.join(', ') || 'nothing, there was nothing before'}`,
      `Taken away: ${removed.join(', ')}`,
      ...standing.map(
        ({ table, rowsBefore, rowsNow }) =>
          `Stands now: ${table}, ${plural(rowsNow, 'row')}${asBefore(rowsBefore, rowsNow)}`,
      ),
    ].join('\n'),
  );
  return EXIT.done;
}

async function mustBeMeant(written: RollbackPreview['tables'], { stop, watcher }: Session): Promise<void> {
  const tables = written.map(({ name }) => name).join(', ');
  const sentence = `Since the cutover rows were added to, changed in or removed from ${plural(written.length, 'table')}: ${tables}.`;
  if (canAsk()) {
    watcher.say(sentence);
    if (await confirm('These changes will not be in the tables put back. Go on?', stop.signal)) return;
  }
  throw new MigrationError(
    'RUN-WRITTEN-SINCE',
    sentence,
    'See what it is about with --dry-run. If it is meant, add --yes: the tables of the run are kept aside, with these rows.',
  );
}

/** Of tables that stood there it is known row by row; of others only how many rows there are. */
function isWritten({ rowsNow, rowsAtCutover, writtenSince }: RollbackPreview['tables'][number]): boolean {
  return writtenSince === undefined ? rowsNow !== rowsAtCutover : writtenSince > 0;
}

function renderPreview({ cutOverAt, tables }: RollbackPreview): string {
  const rows = tables.map(({ name, restores, rowsAtCutover, rowsNow, writtenSince, rowsKept }) => [
    name,
    restores ? 'put back' : 'taken away',
    rowsKept === null ? '' : number(rowsKept),
    number(rowsAtCutover),
    number(rowsNow),
    writtenSince === undefined ? '' : number(writtenSince),
  ]);
  return `Made public ${cutOverAt}\n\n${columns(['Table', 'Rollback', '>Rows kept', '>Rows then', '>Rows now', '>Written since'], rows)}`;
}

function asBefore(before: number | null, now: number): string {
  if (before === null) return '';
  return now === before ? ', as before the run' : `; it had ${number(before)}`;
}

function print({ json }: Chosen, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
}
