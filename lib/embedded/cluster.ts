/** Making the files of a new cluster. */
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';

/** The only role of the embedded server. */
export const ROLE = 'howdah';

export interface ClusterSpec {
  /** Folder that holds the cluster in a folder named after its major version. */
  folder: string;
  /** Folder with `bin`. */
  native: string;
  major: number;
  password: string;
  account: Account | null;
  fsync: boolean;
}

/** The cluster's data directory, made unless it exists. It appears whole or not at all. */
export async function ensureCluster(spec: ClusterSpec): Promise<string> {
  const cluster = path.join(spec.folder, String(spec.major));
  const entries = readdirSync(spec.folder);
  for (const half of entries.filter((name) => name.startsWith('new-'))) {
    rmSync(path.join(spec.folder, half), { recursive: true, force: true });
  }
  if (existsSync(cluster)) return cluster;
  const other = entries.find((name) => /^\d+$/.test(name));
  if (other) {
    throw new Error(
      `${spec.folder} holds data of PostgreSQL ${other}; these programs are PostgreSQL ${spec.major} and cannot read it.`,
    );
  }
  const fresh = mkdtempSync(path.join(spec.folder, 'new-'));
  const passwordFile = path.join(spec.folder, 'new-password');
  writeFileSync(passwordFile, spec.password, { mode: 0o600 });
  if (spec.account) {
    chownSync(fresh, spec.account.uid, spec.account.gid);
    chownSync(passwordFile, spec.account.uid, spec.account.gid);
  }
  try {
    await promisify(execFile)(
      path.join(spec.native, 'bin', 'initdb'),
      initArguments(spec, fresh, passwordFile),
      {
        ...(spec.account ?? {}),
        cwd: spec.folder,
        env: bareEnvironment(),
      },
    );
    renameSync(fresh, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
  return cluster;
}

/** Nothing of this process's secrets for the server's programs. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV, TZ: 'UTC' };
}

function initArguments({ major, fsync }: ClusterSpec, directory: string, passwordFile: string): string[] {
  // Sorted by code point and the same on every machine. The builtin provider came with PostgreSQL 17.
  const locale = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  return [
    ...['-D', directory, '-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--no-locale', ...locale, ...(fsync ? [] : ['--no-sync'])],
  ];
}
