/** Databases for the journeys: copies of the samples, and the panel's own server as a target. */
import { copyFileSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

function dataDir(): string {
  const folder = process.env.E2E_DATA;
  if (!folder) throw new Error('E2E_DATA is not set: the global setup has not run');
  return folder;
}

/** A SQLite file of its own, inside a folder that the panel may read. */
export function sourceFile(name: string): string {
  const samples = path.join(dataDir(), 'samples');
  const first = readdirSync(samples).find(
    (file) => /\.(db|sqlite3?)$/.test(file) && !file.startsWith('journey'),
  );
  if (!first) throw new Error(`no sample in ${samples}`);
  const file = path.join(samples, `journey-${name}.db`);
  copyFileSync(path.join(samples, first), file);
  return file;
}

/** The sample target's database, in a schema of its own. */
export function targetUrl(schema: string): string {
  const { sampleTarget } = JSON.parse(readFileSync(path.join(dataDir(), 'secrets.json'), 'utf8'));
  // In a folder by its major version; the fourth line is the port.
  const [lock] = globSync('postgres/*/postmaster.pid', { cwd: dataDir() });
  const port = readFileSync(path.join(dataDir(), lock ?? ''), 'utf8').split('\n')[3];
  return `postgresql://howdah_sample:${sampleTarget}@127.0.0.1:${port}/howdah_sample?schema=${schema}`;
}
