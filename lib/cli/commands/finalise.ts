import type { Command } from 'commander';
import {
  type FinalisePreview,
  finalisePreview,
  finaliseRun,
  MigrationError,
  type TargetConfig,
} from '../../engine/index.ts';
import { canAsk, confirm } from '../ask.ts';
import { EXIT } from '../exit.ts';
import type { Run, Session } from '../session.ts';
import { URL } from '../shared-options.ts';
import { targetOf } from '../target.ts';
import { bytes, columns, number } from '../text.ts';

interface Chosen {
  dryRun?: boolean;
  json?: boolean;
  yes?: boolean;
}

export function addFinalise(program: Command, run: Run) {
  program
    .command('finalise')
    .summary('drop what was kept for going back: afterwards there is no rollback')
    .description(
      'Drops the tables that a run replaced (howdah_<run>_before), and after a rollback the tables that it took away (howdah_<run>_after), in one transaction. The tables of the run itself and the snapshot of the source stay. It asks, and without a terminal wants --yes. Nothing is ever finalised by itself.',
    )
    .argument('<run>', 'the run, as migrate said and `howdah runs` lists')
    .argument(...URL)
    .option('--dry-run', 'only say what it would drop')
    .option('--json', 'print the result as JSON')
    .option('-y, --yes', 'without asking')
    .action((runId: string, url: string, chosen: Chosen) =>
      run((session) => finalise(runId, targetOf(url), chosen, session)),
    );
}

async function finalise(
  runId: string,
  target: TargetConfig,
  chosen: Chosen,
  session: Session,
): Promise<number> {
  const preview = await finalisePreview(runId, target);
  if (chosen.dryRun) {
    print(chosen, { outcome: 'dry-run', ...preview }, render(preview));
    return EXIT.done;
  }
  if (!chosen.yes) await mustBeMeant(preview, session);
  session.stop.signal.throwIfAborted();
  const { dropped } = await finaliseRun(runId, target, { signal: session.stop.signal });
  const names = dropped.map(({ name }) => name).join(', ') || 'nothing was kept';
  print(
    chosen,
    { run: runId, outcome: 'finalised', dropped },
    `Run ${runId} is finalised.\nDropped: ${names}`,
  );
  return EXIT.done;
}

async function mustBeMeant(preview: FinalisePreview, { stop, watcher }: Session): Promise<void> {
  const sentence = preview.revertible
    ? `Run ${preview.run} can still be rolled back; once it is finalised it cannot.`
    : `What run ${preview.run} had made is dropped for good.`;
  if (canAsk()) {
    for (const line of render(preview).split('\n')) watcher.say(line);
    watcher.say(sentence);
    if (await confirm('Drop it?', stop.signal)) return;
  }
  throw new MigrationError(
    'RUN-NOT-MEANT',
    sentence,
    'See what it drops with --dry-run. If it is meant, add --yes.',
  );
}

function render({ schemas }: FinalisePreview): string {
  if (schemas.length === 0) return 'Nothing is kept of what stood there before.';
  return columns(
    ['Schema', '>Tables', '>Size'],
    schemas.map(({ name, tables, bytes: size }) => [name, number(tables.length), bytes(size)]),
  );
}

function print({ json }: Chosen, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
}
