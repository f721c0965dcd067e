/** The command `howdah`: on the engine alone, with no panel running. */
import { errorInfo } from '../engine/index.ts';
import { EXIT, WrongUse } from './exit.ts';
import { makeProgram } from './program.ts';
import { sayError } from './say.ts';
import type { Session } from './session.ts';
import { listenForStop } from './stop.ts';
import { Watcher } from './watcher.ts';

// Lists of processes then show this instead of a URL that may hold a password.
process.title = 'howdah';
// Whoever reads the result may stop reading: `howdah runs … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await makeProgram(run).parseAsync();

async function run(work: (session: Session) => Promise<number>): Promise<void> {
  const watcher = new Watcher();
  const stop = listenForStop((line) => watcher.say(line));
  try {
    process.exitCode = await work({ stop, watcher });
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write('Stopped. What stood in the target stands there unchanged.\n');
      process.exitCode = stop.status() ?? EXIT.failed;
      return;
    }
    sayError(error instanceof WrongUse ? error : errorInfo(error));
    process.exitCode = error instanceof WrongUse ? EXIT.wrongUse : EXIT.failed;
  }
}
