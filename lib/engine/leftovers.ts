/**
 * What dead runs left behind, in a target and beside the snapshots on this machine. A run that somebody is at work on
 * is never touched: its lock in the target and its claim here are taken before anything of it is removed.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ClaimedRun, claimPath, placeOf, readClaim } from './claim.ts';
import { errorInfo } from './errors.ts';
import type { TargetConfig } from './target/config.ts';
import { type PgClient, withClient } from './target/connect.ts';
import { serverError } from './target/errors.ts';
import { readJournal } from './target/journal.ts';
import { dropDead, type RunTraces, readTraces } from './target/leftovers.ts';
import { releaseRun, sessionsIn, tryRunLock } from './target/liveness.ts';

/** `interrupted`: nobody is at work on it, but the panel that began it means to go on. */
export type LeftoverState = 'dead' | 'interrupted' | 'alive';

export interface Leftover extends RunTraces {
  state: LeftoverState;
  files: { path: string; bytes: number }[];
}

export interface CleanResult {
  removed: Leftover[];
  /** What was to be removed and is still there, and why. */
  left: { run: string; reason: string }[];
}

/** Runs that left something, those still at work among them. `workDir`: where snapshots of this machine are. */
export function listLeftovers(target: TargetConfig, workDir: string | null): Promise<Leftover[]> {
  return withClient(target, 'leftovers', async (client) => {
    try {
      return await look(client, target, workDir);
    } catch (error) {
      throw serverError(error, 'looking for what dead runs left');
    }
  });
}

/** Removes what is left of these runs. Those at work stay; interrupted ones too unless that is meant. */
export function removeLeftovers(
  target: TargetConfig,
  runs: string[],
  options: { workDir: string | null; interrupted: boolean; signal: AbortSignal },
): Promise<CleanResult> {
  return withClient(target, 'clean', async (client) => {
    const result: CleanResult = { removed: [], left: [] };
    const found = await look(client, target, options.workDir);
    for (const leftover of found.filter(({ run }) => runs.includes(run))) {
      options.signal.throwIfAborted();
      const reason = await remove(client, leftover, options).catch(
        (error) => errorInfo(serverError(error, `removing what run ${leftover.run} left`)).message,
      );
      if (reason === null) result.removed.push(leftover);
      else result.left.push({ run: leftover.run, reason });
    }
    return result;
  });
}

async function look(client: PgClient, target: TargetConfig, workDir: string | null): Promise<Leftover[]> {
  const traces = await readTraces(client);
  const local = workDir === null ? [] : claimsIn(workDir);
  const backups = new Set((await readJournal(client)).map(({ run }) => run));
  const runs = new Map<string, Leftover>();
  for (const trace of traces) {
    runs.set(trace.run, { ...trace, state: await stateOf(client, trace), files: [] });
  }
  for (const { run, claimed } of local) {
    const known = runs.get(run);
    if (claimed === 'alive') {
      if (known) known.state = 'alive';
      continue;
    }
    // The backup of a migration into another target looks the same here: only its own target can tell.
    const ours = claimed.kind !== 'full' || claimed.place === placeOf(target);
    if (!known && !ours) continue;
    const one = known ?? {
      ...NO_TRACES,
      run,
      resumes: claimed.resumes,
      state: stateWithout(claimed),
      files: [],
    };
    runs.set(run, one);
  }
  if (workDir !== null)
    for (const one of runs.values()) one.files = filesOf(workDir, one.run, backups.has(one.run));
  return [...runs.values()].sort((a, b) => (a.run < b.run ? -1 : 1));
}

const NO_TRACES = { schema: null, functions: false, bytes: 0, tables: 0, rows: null, since: null } as const;

function stateWithout({ resumes }: ClaimedRun): LeftoverState {
  return resumes ? 'interrupted' : 'dead';
}

async function stateOf(client: PgClient, { run, resumes }: RunTraces): Promise<LeftoverState> {
  if (!(await tryRunLock(client, run))) return 'alive';
  try {
    // A connection broken off a moment ago may still be at work on the server.
    if ((await sessionsIn(client, run)).some(({ works }) => works)) return 'alive';
    return resumes ? 'interrupted' : 'dead';
  } finally {
    await releaseRun(client, run);
  }
}

/** Null when it is gone, otherwise why not. */
async function remove(
  client: PgClient,
  leftover: Leftover,
  { workDir, interrupted }: { workDir: string | null; interrupted: boolean },
): Promise<string | null> {
  const { run, resumes } = leftover;
  if (!(await tryRunLock(client, run))) return AT_WORK;
  const claim = workDir === null ? null : readClaim(claimPath(workDir, run));
  let gone = false;
  try {
    if (claim === 'alive' || (await sessionsIn(client, run)).some(({ works }) => works)) return AT_WORK;
    if (resumes && !interrupted) return MAY_GO_ON;
    await dropDead(client, leftover);
    for (const { path } of leftover.files) rmSync(path, { force: true });
    gone = true;
    return null;
  } finally {
    if (claim !== 'alive') claim?.release(gone);
    await releaseRun(client, run).catch(() => {});
  }
}

const AT_WORK = 'somebody is at work on it';
const MAY_GO_ON = 'the panel that began it means to go on with it';

function claimsIn(workDir: string): { run: string; claimed: ClaimedRun | 'alive' }[] {
  return namesIn(workDir).flatMap((name): { run: string; claimed: ClaimedRun | 'alive' }[] => {
    const run = /^([a-z0-9]+)\.run$/.exec(name)?.[1];
    if (!run) return [];
    const claim = readClaim(join(workDir, name));
    if (claim === null) return [];
    if (claim === 'alive') return [{ run, claimed: claim }];
    claim.release(false);
    return [{ run, claimed: claim.claimed }];
  });
}

/** Its snapshot is the backup once the run was made public. */
function filesOf(workDir: string, run: string, backup: boolean): Leftover['files'] {
  return namesIn(workDir)
    .filter(
      (name) => name.startsWith(`${run}.`) && !(backup && name === `${run}.sqlite`) && name !== `${run}.run`,
    )
    .flatMap((name) => {
      const path = join(workDir, name);
      const info = statSync(path, { throwIfNoEntry: false });
      return info?.isFile() ? [{ path, bytes: info.size }] : [];
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
