/** The script that most people write: node insert-rows.ts source.db model.json postgres-url */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Model } from '../model.ts';

const [source = '', file = '', connectionString] = process.argv.slice(2);
const model: Model = JSON.parse(readFileSync(file, 'utf8'));
const sqlite = new Database(source, { readonly: true });
const client = new pg.Client({ connectionString });
await client.connect();
for (const { sql } of model.tables) await client.query(sql);
for (const { name, columns } of model.tables) {
  const table = pg.escapeIdentifier(name);
  const marks = columns.map((_, index) => `$${index + 1}`);
  const insert = `INSERT INTO ${table} VALUES (${marks.join(', ')})`;
  await client.query('BEGIN');
  for (const row of sqlite.prepare(`SELECT * FROM ${table}`).raw().iterate()) {
    await client.query(insert, row as unknown[]);
  }
  await client.query('COMMIT');
}
for (const sql of model.constraints) await client.query(sql);
await client.end();
