import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from './generate.ts';
import { SHAPE_NAMES, type ShapeName } from './index.ts';

let folder: string;
const never = new AbortController().signal;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-shapes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(SHAPE_NAMES)('%s has the rows that it says, and is the same each time', async (name: ShapeName) => {
  const [one, two] = [join(folder, `${name}-1.db`), join(folder, `${name}-2.db`)];
  const made = await generate(one, name, 1000, never);
  await generate(two, name, 1000, never);
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  const db = new Database(one, { readonly: true });
  try {
    const counts = Object.keys(made.tables).map((table) => [
      table,
      db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    ]);
    expect(Object.fromEntries(counts)).toEqual(made.tables);
    expect(made.rows).toBe(Object.values(made.tables).reduce((sum, rows) => sum + rows, 0));
    expect(db.pragma('foreign_key_check')).toEqual([]);
  } finally {
    db.close();
  }
});

test('the reference is two tables of 11 and 7 columns with two indexes and a foreign key', async () => {
  const file = join(folder, 'reference.db');
  const { tables } = await generate(file, 'reference', 2000, never);
  expect(tables).toEqual({ customers: 200, orders: 2000 });
  const db = new Database(file, { readonly: true });
  try {
    const columns = (table: string) => (db.pragma(`table_info(${table})`) as unknown[]).length;
    expect([columns('orders'), columns('customers')]).toEqual([11, 7]);
    expect(db.pragma('foreign_key_list(orders)')).toHaveLength(1);
    expect(db.pragma('index_list(orders)')).toHaveLength(2);
    const kinds = db.prepare('SELECT DISTINCT typeof(rating) FROM orders ORDER BY 1').pluck().all();
    expect(kinds).toEqual(['null', 'real']);
  } finally {
    db.close();
  }
});
