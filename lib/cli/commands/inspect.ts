import type { Command } from 'commander';
import { conclude } from '../conclude.ts';
import { execute } from '../execute.ts';
import { sourcePath } from '../paths.ts';
import { renderSource } from '../render-plan.ts';
import { renderReport } from '../render-report.ts';
import { reportFile } from '../report-file.ts';
import type { Run, Session } from '../session.ts';
import {
  FILE,
  planOptions,
  type Running,
  type Selection,
  withRunning,
  withSelection,
} from '../shared-options.ts';

export function addInspect(program: Command, run: Run) {
  const command = program
    .command('inspect')
    .summary('look into a SQLite file: what its columns really hold, and what to know before moving it')
    .description(
      'Takes a snapshot, reads every value of it and says what each column really holds. Needs no PostgreSQL.',
    )
    .argument(...FILE);
  withRunning(withSelection(command), 'where the snapshot stands meanwhile; it is removed again').action(
    (file: string, chosen: Selection & Running) => run((session) => inspect(file, chosen, session)),
  );
}

async function inspect(file: string, chosen: Selection & Running, session: Session): Promise<number> {
  reportFile(chosen.report);
  const { report, plan } = await execute(
    {
      kind: 'plan',
      source: sourcePath(file),
      target: null,
      options: planOptions(chosen, false),
      jobs: chosen.jobs,
      workDir: chosen.workDir,
    },
    session,
  );
  const text = renderReport({ ...report, tables: [] });
  return conclude(report, chosen, session, plan ? `${renderSource(plan)}\n\n${text}` : text);
}
