/** What a fault is injected into: a source, a target in which something stands already, and what must stand there after. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { newRunId } from '../../engine/run.ts';
import { Carrier } from './carrier.ts';
import { lookAt, type View } from './observer.ts';
import type { MortalServer } from './server.ts';
import type { SmallDisk } from './small-disk.ts';

/** `files` takes several chunks, `log` has no key, `settings` no rowid. */
const SOURCE = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT UNIQUE);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id),
    amount NUMERIC NOT NULL, at DATETIME NOT NULL);
  CREATE INDEX ix_orders ON orders (customer, at);
  CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TABLE log (line TEXT, level INTEGER);
  CREATE TABLE settings (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE VIEW spent AS SELECT customer, sum(amount) AS sum FROM orders GROUP BY customer;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
    INSERT INTO customers SELECT i, 'name ' || i, i || '@example.org' FROM n;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
    INSERT INTO orders SELECT i, 1 + i % 400, i * 0.25, '2024-02-29 10:00:00' FROM n;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
    INSERT INTO files SELECT i, 'file ' || i, hex(randomblob(6500)) FROM n;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
    INSERT INTO log SELECT 'line ' || (i / 3), i % 5 FROM n;
  INSERT INTO settings VALUES ('a', 1), ('b', 'text'), ('c', NULL);`;

/** A table that is replaced, one that is left alone. */
const STANDING = `
  CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email text);
  INSERT INTO customers SELECT i, 'old ' || i, i || '@old' FROM generate_series(1, 300) i;
  CREATE TABLE untouched (id int PRIMARY KEY, what text);
  INSERT INTO untouched SELECT i, 'stays ' || i FROM generate_series(1, 50) i;`;

export interface Ground {
  folder: string;
  source: string;
  server: MortalServer;
  /** Where the server's data is, if that is small. */
  disk: SmallDisk | null;
  /** As the observer looks, and whole. */
  before: View;
  after: View;
  wholeAfter: View;
  wholeBefore: View;
  /** How long each stage took undisturbed, in milliseconds. */
  stages: Map<string, number>;
  remove(): void;
}

let databases = 0;

/** A fresh database of the server with what stands before. */
export async function freshDatabase(server: MortalServer): Promise<string> {
  const name = `fault_${++databases}`;
  await server.ask(`CREATE DATABASE ${name}`);
  await server.ask(STANDING, name);
  return name;
}

export async function viewOf(server: MortalServer, database: string, whole: boolean): Promise<View> {
  await server.ask('SELECT 1');
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return await lookAt(client, whole);
  } finally {
    await client.end();
  }
}

/** The content is that of an undisturbed run, whose numbers are held against the source's own. */
export async function prepareGround(server: MortalServer, disk: SmallDisk | null = null): Promise<Ground> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'howdah-faults-'));
  const source = path.join(folder, 'source.db');
  const db = new Database(source);
  db.exec(SOURCE);
  const counts = ['customers', 'orders', 'files', 'log', 'settings'].map(
    (table) => [table, String(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())] as const,
  );
  db.close();
  const database = await freshDatabase(server);
  const before = await viewOf(server, database, false);
  const wholeBefore = await viewOf(server, database, true);
  const stages = new Map<string, number>();
  const carrier = new Carrier({ runId: newRunId(), source, url: server.url(database), folder }, (event) => {
    if (event.type === 'stage-done') stages.set(event.stage, event.seconds * 1000);
  });
  await carrier.ended;
  if (carrier.report?.outcome !== 'succeeded') {
    throw new Error(`the undisturbed run failed: ${carrier.said}${JSON.stringify(carrier.report?.error)}`);
  }
  const after = await viewOf(server, database, false);
  const wholeAfter = await viewOf(server, database, true);
  for (const [table, count] of counts) {
    if (wholeAfter.content[table]?.split('/')[0] !== count) throw new Error(`${table} has not ${count} rows`);
  }
  await server.ask(`DROP DATABASE ${database} WITH (FORCE)`);
  return {
    folder,
    source,
    server,
    disk,
    before,
    after,
    wholeBefore,
    wholeAfter,
    stages,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
