/** A plan's profiles, kept beside its snapshot: what a choice makes of a column is then known without another scan. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { TableProfile } from './table-profile.ts';

export function profilesPath(snapshotPath: string): string {
  return `${snapshotPath}.profiles`;
}

/** Figures that JSON has no words for are among them. */
export function keepProfiles(snapshotPath: string, profiles: Record<string, TableProfile>): void {
  writeFileSync(profilesPath(snapshotPath), serialize(profiles), { mode: 0o600 });
}

/** Null where none are kept. */
export function keptProfiles(snapshotPath: string): Record<string, TableProfile> | null {
  try {
    return deserialize(readFileSync(profilesPath(snapshotPath)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Of a plan: what choices are tried on. */
export function removeKept(snapshotPath: string): void {
  for (const file of [snapshotPath, profilesPath(snapshotPath)]) rmSync(file, { force: true });
}
