/** The commands and what `--help` teaches. */
import { Command } from 'commander';
import { addClean } from './commands/clean.ts';
import { addFinalise } from './commands/finalise.ts';
import { addInspect } from './commands/inspect.ts';
import { addMigrate } from './commands/migrate.ts';
import { addPlan } from './commands/plan.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addRollback } from './commands/rollback.ts';
import { addRuns } from './commands/runs.ts';
import { addVerify } from './commands/verify.ts';
import { EXIT } from './exit.ts';
import type { Run } from './session.ts';

export function makeProgram(run: Run): Command {
  const program = new Command('howdah')
    .description(
      'Carries SQLite databases onto PostgreSQL: no row lost, nothing half-done visible, always a way back.',
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.done : EXIT.wrongUse))
    .showHelpAfterError('Add --help to see what it takes.')
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', HELP);
  addInspect(program, run);
  addPlan(program, run);
  addMigrate(program, run);
  addVerify(program, run);
  addRollback(program, run);
  addFinalise(program, run);
  addRuns(program, run);
  addQuarantine(program, run);
  addClean(program, run);
  return program;
}

const HELP = `
A first migration:
  howdah inspect bookings.db
  howdah plan bookings.db postgres://me@localhost/bookings
  howdah migrate bookings.db postgres://me@localhost/bookings --dry-run
  howdah migrate bookings.db postgres://me@localhost/bookings
  howdah verify bookings.db postgres://me@localhost/bookings
  howdah runs postgres://me@localhost/bookings
  howdah rollback <run> postgres://me@localhost/bookings
  howdah quarantine <run> postgres://me@localhost/bookings

When going back is no longer needed, and after a run that was killed:
  howdah finalise <run> postgres://me@localhost/bookings
  howdah clean postgres://me@localhost/bookings

The password comes from the URL or from PGPASSWORD, which other users of the machine cannot see.

stdout has only the result: text, or with --json the report. Progress and errors go to stderr.

Exit status:
  0    everything accounted for and verified
  1    failed; nothing was changed
  2    wrong use of the command
  3    done as chosen, with rows in quarantine
  130  stopped by Ctrl-C: cleaned up, nothing was changed (pressed twice: at once,
       and howdah clean removes what was begun)

What is kept where:
  the source      is only read, never written to
  the snapshot    of a migration stays in --work-dir as the backup (default: .howdah/snapshots)
  the target      keeps a journal in the schema howdah, and replaced tables in howdah_<run>_before
                  until a rollback puts them back or howdah finalise drops them

docs/cli.md has more, docs/overrides.md the choices for single tables and columns.`;
