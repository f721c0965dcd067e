/** Databases for the journeys: copies of the samples, and the panel's own server as a target. */
import { copyFileSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

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

/** One whose values do not all fit what its columns declare: two of the five days are none. */
export function dirtySourceFile(name: string): string {
  const file = path.join(dataDir(), 'samples', `journey-${name}.db`);
  const database = new Database(file);
  database.exec(`CREATE TABLE visits (id INTEGER PRIMARY KEY, place TEXT, day DATE);
    INSERT INTO visits VALUES (1, 'Riga', '2024-01-05'), (2, 'Tartu', 'someday'), (3, 'Pskov', '2024-02-11'),
      (4, 'Narva', '2024-03-01'), (5, 'Valga', 'never');
    CREATE TABLE places (name TEXT PRIMARY KEY);
    INSERT INTO places VALUES ('Riga'), ('Tartu');`);
  database.close();
  return file;
}

/** One of very many small tables. */
export function manyTablesFile(name: string, tables: number, rows = 3): string {
  const file = path.join(dataDir(), 'samples', `journey-${name}.db`);
  const database = new Database(file);
  database.exec('BEGIN');
  for (let number = 1; number <= tables; number++) {
    const table = `part_${String(number).padStart(4, '0')}`;
    database.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, place TEXT NOT NULL);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
        INSERT INTO ${table} SELECT i, 'Riga, Tartu, Pskov ' || i FROM n;`);
  }
  database.exec('COMMIT');
  database.close();
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

/** A folder of small databases inside one that the panel may read, with a file beside them that is none. */
export function folderOfSources(folder: string, names: string[]): string {
  const place = path.join(dataDir(), 'samples', folder);
  mkdirSync(place, { recursive: true });
  for (const [i, name] of names.entries()) {
    const database = new Database(path.join(place, `${name}.db`));
    database.exec(`CREATE TABLE visits (id INTEGER PRIMARY KEY, place TEXT NOT NULL, at DATETIME);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${200 + i})
      INSERT INTO visits SELECT i, 'place ' || (i % 7), '2024-03-01 10:00:00' FROM n;`);
    database.close();
  }
  writeFileSync(path.join(place, 'notes.txt'), 'not a database');
  return place;
}
