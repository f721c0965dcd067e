import type { Command } from 'commander';
import {
  type CleanResult,
  type KeptSnapshot,
  type Leftover,
  listKeptSnapshots,
  listLeftovers,
  MigrationError,
  removeKeptSnapshots,
  removeLeftovers,
  type TargetConfig,
} from '../../engine/index.ts';
import { canAsk, confirm } from '../ask.ts';
import { EXIT } from '../exit.ts';
import { workDir } from '../paths.ts';
import type { Run, Session } from '../session.ts';
import { URL } from '../shared-options.ts';
import { targetOf } from '../target.ts';
import { bytes, columns, number, plural } from '../text.ts';

interface Chosen {
  dryRun?: boolean;
  interrupted?: boolean;
  json?: boolean;
  snapshots?: boolean;
  workDir?: string;
  yes?: boolean;
}

export function addClean(program: Command, run: Run) {
  program
    .command('clean')
    .summary('list and remove what runs that died left behind')
    .description(
      'Finds staging schemas and helper functions in the target, and snapshots on this machine, of runs that nobody is at work on any more: after a kill, a crash, or a second Ctrl-C. Nobody reads them. A run that goes on, wherever it was started, is never touched: it holds a lock in the target from before it makes anything there. What was made public, what rollback puts back, and the snapshots of migrations are no leftovers; --snapshots also removes the snapshots of those that were finalised.',
    )
    .argument(...URL)
    .option('--dry-run', 'only list')
    .option('--interrupted', 'also runs that a panel was interrupted in, or paused, and means to go on with')
    .option(
      '--snapshots',
      'also the backups of finalised runs that lie in --work-dir: each is the last copy of its source as it was',
    )
    .option('--work-dir <folder>', 'where the snapshots are')
    .option('--json', 'print the result as JSON')
    .option('-y, --yes', 'remove without asking')
    .action((url: string, chosen: Chosen) => run((session) => clean(targetOf(url), chosen, session)));
}

async function clean(target: TargetConfig, chosen: Chosen, session: Session): Promise<number> {
  const folder = workDir(chosen.workDir);
  const found = await listLeftovers(target, folder);
  const removable = found.filter(
    ({ state }) => state === 'dead' || (state === 'interrupted' && chosen.interrupted),
  );
  const snapshots = chosen.snapshots ? await listKeptSnapshots(target, folder) : [];
  const listed = [renderFound(found), renderKept(snapshots)].filter(Boolean).join('\n\n');
  if (chosen.dryRun || removable.length + snapshots.length === 0) {
    print(chosen, { found, snapshots, removed: [], left: [] }, listed);
    return EXIT.done;
  }
  if (!chosen.yes) await mustBeMeant(listed, sentenceOf(removable, snapshots), session);
  session.stop.signal.throwIfAborted();
  const result = await removeLeftovers(
    target,
    removable.map(({ run }) => run),
    { workDir: folder, interrupted: chosen.interrupted ?? false, signal: session.stop.signal },
  );
  removeKeptSnapshots(snapshots);
  const gone = snapshots.map(({ run, path }) => `Removed of run ${run}: ${path}`);
  print(chosen, { found, snapshots, ...result }, [renderResult(result), ...gone].filter(Boolean).join('\n'));
  return result.left.length > 0 ? EXIT.failed : EXIT.done;
}

function sentenceOf(removable: Leftover[], snapshots: KeptSnapshot[]): string {
  const names = (runs: { run: string }[]) => runs.map(({ run }) => run).join(', ');
  const left = `Left behind by ${plural(removable.length, 'dead run')}: ${names(removable)}.`;
  const kept = `The last copy of the source of ${plural(snapshots.length, 'finalised run')}: ${names(snapshots)}.`;
  return [removable.length > 0 ? left : '', snapshots.length > 0 ? kept : ''].filter(Boolean).join(' ');
}

async function mustBeMeant(listed: string, sentence: string, session: Session): Promise<void> {
  const { stop, watcher } = session;
  if (canAsk()) {
    for (const line of listed.split('\n')) watcher.say(line);
    if (await confirm('Remove all of this?', stop.signal)) return;
  }
  throw new MigrationError('RUN-LEFTOVERS', sentence, 'See it with --dry-run. To remove it, add --yes.');
}

const STATES: Record<Leftover['state'], string> = {
  dead: 'dead',
  interrupted: 'interrupted: its panel goes on with it',
  alive: 'somebody is at work on it: stays',
};

function renderFound(found: Leftover[]): string {
  if (found.length === 0) return 'No run left anything behind.';
  return columns(
    ['Run', 'State', 'Schema', '>Size there', '>Rows', 'Since', '>Files here'],
    found.map(({ run, state, schema, bytes: size, rows, since, functions, files }) => [
      run,
      STATES[state],
      schema ?? (functions ? 'helper functions only' : ''),
      schema === null ? '' : bytes(size),
      rows === null ? '' : number(rows),
      since === null ? '' : since.toISOString(),
      files.length === 0 ? '' : bytes(files.reduce((sum, file) => sum + file.bytes, 0)),
    ]),
  );
}

function renderKept(snapshots: KeptSnapshot[]): string {
  if (snapshots.length === 0) return '';
  return columns(
    ['Run', 'Finalised', '>Snapshot', 'SHA-256'],
    snapshots.map(({ run, finalisedAt, bytes: size, sha256 }) => [
      run,
      finalisedAt.toISOString(),
      bytes(size),
      sha256,
    ]),
  );
}

function renderResult({ removed, left }: CleanResult): string {
  const done = removed.map(
    ({ run, schema, files }) =>
      `Removed of run ${run}: ${[schema, ...files.map(({ path }) => path)].filter(Boolean).join(', ') || 'what was marked as its own'}`,
  );
  return [...done, ...left.map(({ run, reason }) => `Still there of run ${run}: ${reason}`)].join('\n');
}

function print({ json }: Chosen, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
}
