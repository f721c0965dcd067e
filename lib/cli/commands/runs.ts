import type { Command } from 'commander';
import { type JournalEntry, listRuns } from '../../engine/index.ts';
import { EXIT } from '../exit.ts';
import type { Run } from '../session.ts';
import { URL } from '../shared-options.ts';
import { targetOf } from '../target.ts';
import { columns, number } from '../text.ts';

export function addRuns(program: Command, run: Run) {
  program
    .command('runs')
    .summary('list what was made public in a target, the latest first')
    .description(
      'Reads the journal that the target keeps: every run that was made public there, whether it was rolled back or finalised, and what is still kept aside of it.',
    )
    .argument(...URL)
    .option('--json', 'print the list as JSON')
    .action((url: string, chosen: { json?: boolean }) => run(() => runs(url, chosen)));
}

async function runs(url: string, { json }: { json?: boolean }): Promise<number> {
  const entries = await listRuns(targetOf(url));
  process.stdout.write(json ? `${JSON.stringify(entries, null, 2)}\n` : `${render(entries)}\n`);
  return EXIT.done;
}

function render(entries: JournalEntry[]): string {
  if (entries.length === 0) return 'No run was made public in this database.';
  return columns(
    [
      'Run',
      'Schema',
      'Status',
      'Made public',
      '>Tables',
      '>Rows',
      '>Moved aside',
      'Kept aside',
      'Rolled back because',
    ],
    entries.map(({ run, schema, status, cutOverAt, finalisedAt, tables, reason }) => [
      run,
      schema,
      status,
      cutOverAt.toISOString(),
      number(tables.length),
      number(tables.reduce((sum, { rows }) => sum + rows, 0)),
      number(tables.filter(({ replaced }) => replaced !== null).length),
      keptAside({ status, finalisedAt, tables }),
      reason ?? '',
    ]),
  );
}

/** Until it is finalised. */
function keptAside({
  status,
  finalisedAt,
  tables,
}: Pick<JournalEntry, 'status' | 'finalisedAt' | 'tables'>): string {
  if (finalisedAt !== null) return `dropped ${finalisedAt.toISOString()}`;
  if (status === 'rolled-back') return 'its own tables';
  return tables.some(({ replaced, match }) => replaced !== null || match !== null)
    ? 'what it replaced'
    : 'nothing';
}
