import type { Command } from 'commander';
import { canAsk, confirm } from '../ask.ts';
import { conclude } from '../conclude.ts';
import { execute, type Outcome, type Request } from '../execute.ts';
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
import { shownTarget, targetOf } from '../target.ts';

type Chosen = Planning & Running & { dryRun?: boolean; yes?: boolean; verify: boolean };

export function addMigrate(program: Command, run: Run) {
  const command = program
    .command('migrate')
    .summary('carry a SQLite file onto PostgreSQL, verified before anybody sees it')
    .description(
      'Loads into a staging schema, verifies every table there by count and content, and only then makes all of it public in one transaction. Whatever goes wrong before that leaves the target as it was.',
    )
    .argument(...FILE)
    .argument(...URL)
    .option('--dry-run', 'the real thing into the staging schema, verified, then dropped again')
    .option('--no-verify', 'count the rows, but leave their values uncompared; the status is then 3')
    .option('-y, --yes', 'move tables of the same name aside without asking; rollback puts them back');
  withRunning(withPlanning(command), 'where the snapshot goes; it stays there as the backup').action(
    (file: string, url: string, chosen: Chosen) => run((session) => migrate(file, url, chosen, session)),
  );
}

async function migrate(file: string, url: string, chosen: Chosen, session: Session): Promise<number> {
  reportFile(chosen.report);
  const target = targetOf(url);
  const request: Request = {
    kind: chosen.dryRun ? 'dry' : 'full',
    source: sourcePath(file),
    target,
    options: planOptions(chosen, chosen.yes ?? false),
    jobs: chosen.jobs,
    workDir: chosen.workDir,
    verify: chosen.verify ? 'content' : 'counts',
  };
  let outcome = await execute(request, session);
  if (canAsk() && onlyReplacingIsInTheWay(outcome)) {
    const agreed = await mayReplace(outcome, session);
    session.stop.signal.throwIfAborted();
    const options = { ...request.options, replace: true };
    if (agreed) outcome = await execute({ ...request, options }, session);
  }
  const status = conclude(outcome.report, chosen, session);
  if (outcome.snapshot) {
    const { run } = outcome.report;
    session.watcher.say(`Backup of the source: ${outcome.snapshot}`);
    session.watcher.say(`Back to what was before: howdah rollback ${run} ${shownTarget(target)}`);
  }
  return status;
}

function onlyReplacingIsInTheWay({ report }: Outcome): boolean {
  const blockers = report.findings.filter(({ severity }) => severity === 'blocker');
  return blockers.length > 0 && blockers.every(({ code }) => code === 'TGT-NOT-EMPTY');
}

function mayReplace({ report }: Outcome, { stop, watcher }: Session): Promise<boolean> {
  for (const { code, message } of report.findings) {
    if (code === 'TGT-NOT-EMPTY') watcher.say(message);
  }
  return confirm('Move these tables aside, so that rollback can put them back, and go on?', stop.signal);
}
