/** One bootstrap at a time in a checkout: two `npm ci` at once would undo each other. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './identity.mjs';
import { say } from './say.mjs';

/** Runs `work` while holding the lock file; a lock whose process is gone counts for nothing. */
export async function alone(root, work) {
  const file = path.join(root, '.cache', 'bootstrap.lock');
  mkdirSync(path.dirname(file), { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    if (!waited) say('waiting for another command that is preparing this checkout …');
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  // Written first, then linked: the lock never stands there empty.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${processIdentity(process.pid)}`);
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function isHeld(file) {
  try {
    const [pid, identity] = readFileSync(file, 'utf8').split(/ (.*)/s);
    return processIdentity(Number(pid)) === identity;
  } catch {
    return false;
  }
}
