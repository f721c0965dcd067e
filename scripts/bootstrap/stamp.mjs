/** Whether something made from files is still what those files would give: a hash kept beside it. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 over names and contents of files and, below folders, of all files that `keep` accepts. */
export function hashOf(root, entries, keep = () => true) {
  const hash = createHash('sha256');
  const add = (entry) => {
    const full = path.join(root, entry);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(path.posix.join(entry, name));
    } else if (keep(entry)) {
      const content = readFileSync(full);
      hash.update(`${entry}\0${content.length}\0`).update(content);
    }
  };
  for (const entry of entries) add(entry);
  return hash.digest('hex');
}

export function isFresh(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

export function mark(stamp, hash) {
  writeFileSync(stamp, hash);
}
