import type { Command } from 'commander';
import { conclude } from '../conclude.ts';
import { execute } from '../execute.ts';
import { sourcePath } from '../paths.ts';
import { reportFile } from '../report-file.ts';
import type { Run, Session } from '../session.ts';
import {
  FILE,
  type Planning,
  planOptions,
  type Running,
  URL,
  withPlanning,
  withRunning,
} from '../shared-options.ts';
import { targetOf } from '../target.ts';

export function addVerify(program: Command, run: Run) {
  const command = program
    .command('verify')
    .summary('compare a source with a target, row by row and value by value')
    .description(
      'Counts and compares the content of every table with what stands in the target now. Changes nothing. Use the same --schema, --names, --match and --overrides as for the migration.',
    )
    .argument(...FILE)
    .argument(...URL);
  withRunning(withPlanning(command), 'where the snapshot stands meanwhile; it is removed again').action(
    (file: string, url: string, chosen: Planning & Running) =>
      run((session) => verify(file, url, chosen, session)),
  );
}

async function verify(
  file: string,
  url: string,
  chosen: Planning & Running,
  session: Session,
): Promise<number> {
  reportFile(chosen.report);
  const { report } = await execute(
    {
      kind: 'verify',
      source: sourcePath(file),
      target: targetOf(url),
      options: planOptions(chosen, false),
      jobs: chosen.jobs,
      workDir: chosen.workDir,
    },
    session,
  );
  return conclude(report, chosen, session);
}
