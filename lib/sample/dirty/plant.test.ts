import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../generate.ts';

let folder: string;
let db: Database.Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-dirty-'));
  const { path } = await generateSample(join(folder, 'dirty.db'), { rows: 200, dirty: true, cell: 4096 });
  db = new Database(path, { readonly: true });
  db.defaultSafeIntegers(true);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each line: what must be found in the file, and a query that is true only if SQLite really kept it. */
const PLANTED: [string, string][] = [
  ['text in an INTEGER column', "SELECT typeof(amount) = 'text' FROM dirty_integers WHERE id = 2"],
  ['a float in an INTEGER column', "SELECT typeof(weight) = 'real' FROM dirty_integers WHERE id = 2"],
  ['the largest integer', 'SELECT big = 9223372036854775807 FROM dirty_integers WHERE id = 2'],
  ['the smallest integer', 'SELECT big = -9223372036854775808 FROM dirty_integers WHERE id = 3'],
  ['past 2^53, exactly', 'SELECT big = 9007199254740993 FROM dirty_integers WHERE id = 1'],
  ['a denormal', 'SELECT measure = 1e-320 AND measure > 0 FROM dirty_reals WHERE id = 2'],
  ['infinity', 'SELECT measure = 9e999 FROM dirty_reals WHERE id = 3'],
  [
    'decimals that do not fit',
    "SELECT price = 19.999 AND typeof(note) = 'real' FROM dirty_decimals WHERE id = 2",
  ],
  ['a boolean 2', 'SELECT flag = 2 FROM dirty_booleans WHERE id = 3'],
  ["a boolean 'f'", "SELECT answer = 'f' FROM dirty_booleans WHERE id = 2"],
  [
    'INTEGER NON as a type',
    "SELECT type = 'INTEGER NON' FROM pragma_table_info('dirty_types') WHERE name = 'half'",
  ],
  ['five storage classes under ANY', 'SELECT count(DISTINCT typeof(value)) = 5 FROM dirty_strict'],
  ["'' as a date", "SELECT broken = '' FROM dirty_dates WHERE id = 1"],
  ['a zero date', "SELECT broken = '0000-00-00' FROM dirty_dates WHERE id = 2"],
  [
    'milliseconds in DATETIME',
    "SELECT typeof(millis) = 'integer' AND millis > 1e12 FROM dirty_dates WHERE id = 1",
  ],
  ['Julian days', "SELECT datetime(julian) = '2024-02-29 10:00:00' FROM dirty_epochs WHERE id = 1"],
  [
    'Chrome’s epoch',
    "SELECT datetime(chrome / 1000000 - 11644473600, 'unixepoch') = '2024-02-29 10:00:00' FROM dirty_epochs WHERE id = 1",
  ],
  [
    'Apple’s epoch',
    "SELECT datetime(apple + 978307200, 'unixepoch') = '2024-02-29 10:00:00' FROM dirty_epochs WHERE id = 1",
  ],
  [
    'NUL in text',
    "SELECT instr(CAST(nul AS BLOB), x'00') = 7 AND typeof(nul) = 'text' FROM dirty_texts WHERE id = 1",
  ],
  [
    'invalid UTF-8',
    "SELECT hex(invalid) = 'FFFE41' AND typeof(invalid) = 'text' FROM dirty_texts WHERE id = 1",
  ],
  ['a blob in TEXT', "SELECT typeof(as_text) = 'blob' FROM dirty_blobs WHERE id = 2"],
  ['a text in BLOB', "SELECT typeof(as_blob) = 'text' FROM dirty_blobs WHERE id = 2"],
  [
    'a zero-length blob',
    "SELECT typeof(length) = 'blob' AND length(length) = 0 FROM dirty_blobs WHERE id = 1",
  ],
  ['too long for VARCHAR(10)', 'SELECT length(short) = 360 FROM dirty_lengths WHERE id = 2'],
  ['invalid JSON', 'SELECT NOT json_valid(invalid) FROM dirty_json WHERE id = 1'],
  ['a 16-byte UUID', 'SELECT length(raw) = 16 FROM dirty_uuids LIMIT 1'],
  ['names folding into one', `SELECT count(*) = 2 FROM sqlite_schema WHERE name IN ('Записи', 'записи')`],
  [
    'names over 63 bytes',
    "SELECT count(*) = 2 FROM sqlite_schema WHERE type = 'table' AND length(name) > 80",
  ],
  ['NULL in a text key', 'SELECT count(*) = 2 FROM dirty_text_key WHERE code IS NULL'],
  [
    'key order b, a',
    "SELECT group_concat(name ORDER BY pk) = 'b,a' FROM pragma_table_info('dirty_key_order') WHERE pk > 0",
  ],
  [
    'the sequence ahead',
    "SELECT seq = 1000 AND (SELECT max(id) FROM dirty_sequence) = 2 FROM sqlite_sequence WHERE name = 'dirty_sequence'",
  ],
  ['orphans', 'SELECT count(*) = 2 FROM dirty_orphans WHERE parent_id NOT IN (SELECT id FROM dirty_parents)'],
  [
    'an implicit target',
    `SELECT "to" IS NULL FROM pragma_foreign_key_list('dirty_references') WHERE "from" = 'implicit'`,
  ],
  ['a broken CHECK', 'SELECT level = 11 FROM dirty_checks WHERE id = 2'],
  [
    'an expression index',
    "SELECT sql LIKE '%lower(email)%' FROM sqlite_schema WHERE name = 'dirty_nocase_email_key'",
  ],
  [
    'generated columns',
    "SELECT count(*) = 2 FROM pragma_table_xinfo('dirty_generated') WHERE hidden IN (2, 3)",
  ],
  ['full-text search', "SELECT count(*) = 1 FROM dirty_search WHERE dirty_search MATCH 'красиво'"],
  ['shadow tables', "SELECT count(*) > 8 FROM pragma_table_list WHERE type = 'shadow'"],
  ['statistics', 'SELECT count(*) > 0 FROM sqlite_stat1'],
  ['the large cell', 'SELECT length(body) = 4096 FROM dirty_large_cell'],
  [
    'an orphan among bookings',
    'SELECT count(*) = 1 FROM bookings WHERE user_id NOT IN (SELECT id FROM users)',
  ],
];

describe('a dirty sample', () => {
  it.each(PLANTED)('holds %s', (_what, query) => {
    expect(db.prepare(query).pluck().get()).toBe(1n);
  });

  it('keeps -0.0 where no type is declared', () => {
    expect(db.prepare('SELECT kept FROM dirty_reals WHERE id = 1').pluck().get()).toBe(-0);
  });

  it('has a view that cannot be read, since its table is gone', () => {
    expect(() => db.prepare('SELECT * FROM dirty_broken_view').all()).toThrow('dirty_gone');
  });

  it('names each defect in the schema it leaves behind', () => {
    const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'dirty_dates'").pluck().get();
    expect(sql).toContain('-- milliseconds since 1970');
  });
});
