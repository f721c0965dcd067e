/** Backups of runs that were finalised: each the last copy of its source as it was. They go only when somebody says so. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetConfig } from './target/config.ts';
import { withClient } from './target/connect.ts';
import { readJournal } from './target/journal.ts';

export interface KeptSnapshot {
  run: string;
  path: string;
  bytes: number;
  /** Of the source as it was migrated. */
  sha256: string;
  finalisedAt: Date;
}

/** Of runs that this target knows as finalised, those that lie in this folder. */
export function listKeptSnapshots(target: TargetConfig, workDir: string): Promise<KeptSnapshot[]> {
  return withClient(target, 'snapshots', async (client) =>
    (await readJournal(client)).flatMap(({ run, sourceSha256: sha256, finalisedAt }) => {
      const path = join(workDir, `${run}.sqlite`);
      const info = statSync(path, { throwIfNoEntry: false });
      return finalisedAt && info?.isFile() ? [{ run, path, bytes: info.size, sha256, finalisedAt }] : [];
    }),
  );
}

export function removeKeptSnapshots(snapshots: KeptSnapshot[]): void {
  for (const { path } of snapshots) {
    for (const beside of ['', '-wal', '-shm', '-journal']) rmSync(path + beside, { force: true });
  }
}
