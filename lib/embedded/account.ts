/**
 * PostgreSQL refuses to run as root, so as root it runs under another account. That account must be able to enter
 * the folders of the programs and of the data; where it cannot (a clone in /root, say) both go to /var/lib/howdah.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

export interface Account {
  uid: number;
  gid: number;
}

const ELSEWHERE = '/var/lib/howdah';

/** The account for the server: null means this process's own. The owner of existing data stays the owner. */
export function serverAccount(dataDir: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = existsSync(dataDir) ? statSync(dataDir) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const id = (flag: string) =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout || Number.NaN);
  const account = { uid: id('-u'), gid: id('-g') };
  if (Number.isNaN(account.uid) || Number.isNaN(account.gid)) {
    throw new Error(
      'PostgreSQL does not run as root and there is no account "nobody". Start Howdah as an ordinary user, or set DATABASE_URL.',
    );
  }
  return account;
}

/** The cluster's folder, made when missing, with its links resolved. Belongs to the account, mode 0700. */
export function clusterFolder(dataDir: string, account: Account | null): string {
  if (!isThere(dataDir)) {
    mkdirSync(path.dirname(dataDir), { recursive: true });
    if (!account || canEnter(account, path.dirname(dataDir))) {
      mkdirSync(dataDir, { mode: 0o700 });
      if (account) chownSync(dataDir, account.uid, account.gid);
    } else {
      symlinkSync(folderElsewhere(account), dataDir);
    }
  }
  const folder = realpathSync(dataDir);
  if (account && !canEnter(account, path.dirname(folder))) {
    throw new Error(
      `PostgreSQL does not run as root, and the account that owns ${folder} may not enter the folders above it. Move it where every account may go, and set HOWDAH_DATA.`,
    );
  }
  return folder;
}

/** The programs' folder as the account can reach it: a copy where the original is behind closed folders. */
export function reachableBinaries(native: string, version: string, account: Account | null): string {
  if (!account || canEnter(account, native)) return native;
  const copy = path.join(ELSEWHERE, `programs-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 });
    const fresh = mkdtempSync(path.join(ELSEWHERE, 'copy-'));
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    try {
      renameSync(fresh, copy);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}

function folderElsewhere(account: Account): string {
  mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 });
  const folder = mkdtempSync(path.join(ELSEWHERE, 'postgres-'));
  chownSync(folder, account.uid, account.gid);
  return folder;
}

function canEnter(account: Account, folder: string): boolean {
  for (let at = realpathSync(folder); ; at = path.dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === path.dirname(at)) return true;
  }
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
