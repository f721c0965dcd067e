import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';

/** Runs `npm ci` when what is installed is not what the lock file says. */
export async function ensurePackages(root, node) {
  if (isInstalled(root)) return;
  // A NODE_ENV of production would leave out what the build and the tests need. Install scripts differ in whether and
  // how npm versions run them; ours need none: the links of the embedded PostgreSQL are made when it starts.
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts'];
  await npm('Installing packages (npm ci)', args, { cwd: root, node });
}

/** npm writes its list of what it installed last of all, so an interrupted installation has none. */
function isInstalled(root) {
  const list = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  return lockIsSatisfied(
    JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')),
    JSON.parse(readFileSync(list, 'utf8')),
  );
}

/**
 * Whether everything of the lock file is installed that belongs on this machine.
 *
 * @param {{ packages: Record<string, LockEntry> }} lock
 * @param {{ packages: Record<string, LockEntry> }} installed
 * @typedef {{ version: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockEntry
 */
export function lockIsSatisfied(lock, installed) {
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    if (folder === '') return true;
    const there = installed.packages[folder];
    return there ? there.version === wanted.version : Boolean(wanted.optional) && !isForHere(wanted);
  });
}

/** An optional package that names this system. npm leaves one out too when the Node it runs under is too old for it. */
function isForHere({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const musl = libc?.length === 1 && libc[0] === 'musl';
  return allows(os, process.platform) && allows(cpu, process.arch) && !musl;
}

function allows(list, value) {
  if (!list) return true;
  return (
    list.includes(value) || (list.every((entry) => entry.startsWith('!')) && !list.includes(`!${value}`))
  );
}
