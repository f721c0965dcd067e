/**
 * Says on this machine that a run is under way, and which files are its own: a small file beside the snapshot, locked
 * as SQLite locks databases. The lock goes with the process, however it ends; the file stays until the run has ended.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { TargetConfig } from './target/config.ts';
import type { RunKind } from './types.ts';

export interface ClaimedRun {
  run: string;
  kind: RunKind;
  /** host:port/database, null for a run without a target. */
  place: string | null;
  /** Whoever began it goes on with it after an interruption. */
  resumes: boolean;
}

export function placeOf({ host, port, database }: TargetConfig): string {
  return `${host}:${port}/${database}`;
}

export function claimPath(workDir: string, runId: string): string {
  return join(workDir, `${runId}.run`);
}

/** Null where it cannot be had: the run goes on without. */
export function takeClaim(workDir: string, claimed: ClaimedRun): Claim | null {
  try {
    mkdirSync(workDir, { recursive: true, mode: 0o700 });
    return new Claim(claimPath(workDir, claimed.run), claimed);
  } catch {
    return null;
  }
}

export class Claim {
  readonly #path: string;
  readonly #db: Database.Database;

  constructor(path: string, claimed: ClaimedRun) {
    this.#path = path;
    this.#db = new Database(path, { timeout: 1000 });
    try {
      this.#db.pragma('journal_mode = MEMORY');
      this.#db.exec('CREATE TABLE IF NOT EXISTS run (document TEXT NOT NULL)');
      this.#db.exec('DELETE FROM run');
      this.#db.prepare('INSERT INTO run VALUES (?)').run(JSON.stringify(claimed));
      this.#db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Ended: the file goes too. Otherwise whoever goes on takes it again. */
  release(ended: boolean): void {
    // While it is locked: nobody else can have taken it up.
    if (ended) rmSync(this.#path, { force: true });
    this.#db.close();
  }
}

/** What a claim says, held so that nobody takes it up meanwhile; `alive` where somebody has it. Null where it is none. */
export function readClaim(
  path: string,
): 'alive' | { claimed: ClaimedRun; release(remove: boolean): void } | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 0, fileMustExist: true });
    db.exec('BEGIN EXCLUSIVE');
    const document = db.prepare('SELECT document FROM run').pluck().get();
    const held = db;
    return {
      claimed: JSON.parse(String(document)) as ClaimedRun,
      release: (remove) => {
        if (remove) rmSync(path, { force: true });
        held.close();
      },
    };
  } catch (error) {
    db?.close();
    return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY') ? 'alive' : null;
  }
}
