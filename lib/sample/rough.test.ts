import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateSample } from './generate.ts';

let folder: string;
let db: Database.Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-rough-'));
  await generateSample(join(folder, 'a.db'), { rows: 1000, seed: 4, rough: true });
  db = new Database(join(folder, 'a.db'), { readonly: true });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});
const count = (where: string) =>
  (db.prepare(`SELECT count(*) AS n FROM loyalty_cards WHERE ${where}`).get() as { n: number }).n;

test('the cards have a few of each of the commonest defects', () => {
  expect(count('true')).toBe(60);
  expect(count("valid_until = ''")).toBe(4);
  expect(count("typeof(points) = 'text'")).toBe(2);
  expect(count('user_id NOT IN (SELECT id FROM users)')).toBe(2);
  expect(count("typeof(issued_at) = 'integer' AND issued_at > 1e12")).toBe(60);
  expect(count("code GLOB 'gold*'")).toBe(20);
  expect(db.prepare('SELECT count(*) AS n FROM loyal_clients').get()).toEqual({ n: 58 });
});

test('nothing else is amiss', () => {
  expect(db.pragma('foreign_key_check')).toHaveLength(2);
  expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});
