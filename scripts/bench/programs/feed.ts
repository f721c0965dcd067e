/** What `psql \copy` of ready-made text does, where there is no psql: node feed.ts model.json postgres-url */
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Model } from '../model.ts';

const [file = '', connectionString] = process.argv.slice(2);
const model: Model = JSON.parse(readFileSync(file, 'utf8'));
const client = new pg.Client({ connectionString });
await client.connect();
for (const { sql } of model.tables) await client.query(sql);
for (const { name, text } of model.tables) {
  const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(name)} FROM STDIN`));
  await pipeline(createReadStream(text, { highWaterMark: 256 * 1024 }), into);
}
for (const sql of model.constraints) await client.query(sql);
await client.end();
