/** The end of a command that made a run: the result on stdout, an error on stderr, the status. */
import { exitStatus, type Report } from '../engine/index.ts';
import { renderReport } from './render-report.ts';
import { reportFile, writeReport } from './report-file.ts';
import { sayError } from './say.ts';
import type { Session } from './session.ts';
import type { Running } from './shared-options.ts';

/** Returns the exit status. `text` replaces the usual rendering for people. */
export function conclude(
  report: Report,
  chosen: Pick<Running, 'json' | 'report'>,
  { stop }: Session,
  text = renderReport(report),
): number {
  const path = reportFile(chosen.report);
  if (path) writeReport(path, report);
  process.stdout.write(chosen.json ? `${JSON.stringify(report, null, 2)}\n` : `${text}\n`);
  if (report.outcome === 'cancelled') {
    if (report.error) sayError(report.error);
    process.stderr.write('Stopped. What stood in the target stands there unchanged.\n');
    return stop.status() ?? exitStatus(report);
  }
  if (report.error) sayError(report.error);
  return exitStatus(report);
}
