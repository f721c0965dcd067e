import type { Command } from 'commander';
import { conclude } from '../conclude.ts';
import { execute } from '../execute.ts';
import { sourcePath } from '../paths.ts';
import { renderMapping } from '../render-plan.ts';
import { renderReport } from '../render-report.ts';
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

export function addPlan(program: Command, run: Run) {
  const command = program
    .command('plan')
    .summary('say what a migration would do, without doing any of it')
    .description(
      'Reads the source and the target and says what would become of every table, column and object. Changes nothing.',
    )
    .argument(...FILE)
    .argument(...URL);
  withRunning(withPlanning(command), 'where the snapshot stands meanwhile; it is removed again').action(
    (file: string, url: string, chosen: Planning & Running) =>
      run((session) => plan(file, url, chosen, session)),
  );
}

async function plan(
  file: string,
  url: string,
  chosen: Planning & Running,
  session: Session,
): Promise<number> {
  reportFile(chosen.report);
  const outcome = await execute(
    {
      kind: 'plan',
      source: sourcePath(file),
      target: targetOf(url),
      options: planOptions(chosen, false),
      jobs: chosen.jobs,
      workDir: chosen.workDir,
    },
    session,
  );
  const text = renderReport({ ...outcome.report, tables: [] });
  return conclude(
    outcome.report,
    chosen,
    session,
    outcome.plan ? `${renderMapping(outcome.plan)}\n\n${text}` : text,
  );
}
