import type { Command } from 'commander';
import {
  type KeptRow,
  listQuarantined,
  type PutInResult,
  putIn,
  type QuarantinedValue,
  type TargetConfig,
} from '../../engine/index.ts';
import { EXIT } from '../exit.ts';
import { readOverrides } from '../overrides-file.ts';
import type { Run, Session } from '../session.ts';
import { URL } from '../shared-options.ts';
import { targetOf } from '../target.ts';
import { columns, plural, shortened } from '../text.ts';

interface Chosen {
  table?: string;
  json?: boolean;
  putIn?: boolean;
  overrides?: string;
}

export function addQuarantine(program: Command, run: Run) {
  program
    .command('quarantine')
    .summary('list the rows that a run kept out of their tables, or put them in after all')
    .description(
      'Rows kept out by choice stand whole in the target, in howdah.quarantine. With --put-in each is tried again, as its table is now or with changed choices (--overrides): what goes in is marked so, what does not stays, with the reason. One transaction.',
    )
    .argument('<run>', 'the run, as migrate said and `howdah runs` lists')
    .argument(...URL)
    .option('--table <name>', 'only rows of this source table')
    .option('--put-in', 'put the rows into their tables')
    .option('--overrides <file>', 'with --put-in: what becomes of values that did not fit')
    .option('--json', 'print the rows whole, or the result, as JSON')
    .action((runId: string, url: string, chosen: Chosen) =>
      run((session) => quarantine(runId, targetOf(url), chosen, session)),
    );
}

async function quarantine(
  runId: string,
  target: TargetConfig,
  chosen: Chosen,
  { stop }: Session,
): Promise<number> {
  if (chosen.putIn) {
    const overrides = readOverrides(chosen.overrides);
    const result = await putIn(runId, target, { table: chosen.table, overrides, signal: stop.signal });
    print(chosen, result, renderResult(result));
    return result.left.length > 0 ? EXIT.quarantine : EXIT.done;
  }
  const rows = await listQuarantined(runId, target, { table: chosen.table });
  print(chosen, rows, renderRows(rows));
  return EXIT.done;
}

function renderRows(rows: KeptRow[]): string {
  if (rows.length === 0) return 'No row of this run is in quarantine.';
  const lines = rows.map(({ table, key, column, reason, row, putInAt }) => [
    table,
    key,
    column,
    shown(row[column]),
    putInAt ? `put in ${putInAt.toISOString()}` : reason,
  ]);
  return `${columns(['Table', 'Key', 'Column', 'Value', 'Why'], lines)}\n\n${plural(rows.filter(({ putInAt }) => !putInAt).length, 'row')} in quarantine.`;
}

function shown(value: QuarantinedValue | null | undefined): string {
  if (!value) return value === null ? 'NULL' : '';
  return shortened('hex' in value ? `x'${value.hex}'` : value.value, 40);
}

function renderResult({ putIn, left }: PutInResult): string {
  const rest = left.map(({ table, key, reason }) => [table, key, reason]);
  const done = `${plural(putIn, 'row')} put in, ${plural(left.length, 'row')} left in quarantine.`;
  return left.length === 0 ? done : `${done}\n\n${columns(['Table', 'Key', 'Why'], rest)}`;
}

function print({ json }: Chosen, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
}
