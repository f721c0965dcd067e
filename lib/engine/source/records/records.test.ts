import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing.ts';
import { readCatalog } from '../catalog.ts';
import { piecesOf } from '../pieces.ts';
import { rootOf } from './file.ts';
import { integerAt, WIDE } from './integers.ts';
import type { Range } from './leaves.ts';
import { Pages } from './pages.ts';
import { isText, REAL, type Sink } from './record.ts';
import { scanRecords } from './scan.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const ALL: Range = { after: null, last: null };

/** Keeps every value as SQLite would say it. */
class Collected implements Sink {
  readonly wantsBlobs = true;
  readonly values: unknown[] = [];

  value(serial: number, bytes: Buffer, at: number, length: number): void {
    this.values.push(storedValue(serial, bytes, at, length));
  }

  missing(): void {
    this.values.push('missing');
  }
}

function storedValue(serial: number, bytes: Buffer, at: number, length: number): unknown {
  if (serial === 0) return null;
  if (serial === WIDE) return bytes.readBigInt64BE(at);
  if (serial === REAL) return bytes.readDoubleBE(at);
  if (serial < 12) return BigInt(integerAt(serial, bytes, at));
  const part = Buffer.from(bytes.subarray(at, at + length));
  return isText(serial) ? part.toString('utf8') : part;
}

function collect(path: string, table: string, columns: number, range = ALL) {
  const db = new Database(path, { readonly: true });
  const root = rootOf(db, table);
  db.close();
  const sinks = Array.from({ length: columns }, () => new Collected());
  using pages = new Pages(path);
  const scanned = scanRecords(pages, root, range, sinks);
  return { ...scanned, columns: sinks.map(({ values }) => values) };
}

function create(path: string, sql: string, pageSize = 4096): Database.Database {
  const db = new Database(path);
  db.pragma(`page_size = ${pageSize}`);
  db.exec(sql);
  return db.defaultSafeIntegers(true);
}

const value = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, 1n, -1n, 127n, -128n, 32_767n, -8_388_608n, 2n ** 31n, -(2n ** 47n), 2n ** 47n),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.nat(20_000).map((length) => 'ж'.repeat(length)),
  fc.nat(20_000).map((length) => Buffer.alloc(length, 7)),
);

describe('the records of a table', () => {
  test.each([512, 1024, 4096, 65_536])('are what SQLite says, with pages of %i bytes', (pageSize) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), value, value, value), {
          maxLength: 60,
        }),
        (rows) => {
          const path = join(folder.path, `${Math.random()}.db`);
          const db = create(path, 'CREATE TABLE gone (x); CREATE TABLE t (a, b, c)', pageSize);
          const insert = db.prepare('INSERT OR REPLACE INTO t (rowid, a, b, c) VALUES (?, ?, ?, ?)');
          for (const row of rows) insert.run(row);
          db.exec('DELETE FROM t WHERE abs(rowid % 5) = 1');
          const expected = db
            .prepare('SELECT rowid, a, b, c FROM t ORDER BY rowid')
            .raw()
            .all() as unknown[][];
          db.close();
          const { columns, rows: count, firstRowid, lastRowid } = collect(path, 't', 3);
          expect(count).toBe(expected.length);
          expect([firstRowid, lastRowid]).toEqual([expected[0]?.[0] ?? null, expected.at(-1)?.[0] ?? null]);
          expect(columns).toEqual([1, 2, 3].map((at) => expected.map((row) => row[at])));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('are read in ranges, each once, however the tree is cut', () => {
    const path = join(folder.path, 'ranges.db');
    const db = create(path, 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)', 512);
    const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
    db.transaction(() => {
      for (let id = -3000n; id < 6000n; id += 3n) insert.run(id, `row ${id}`);
    })();
    const expected = db.prepare('SELECT a FROM t ORDER BY id').pluck().all();
    const [table] = readCatalog(db).tables;
    for (const size of [1, 7, 100, 2999, 3000]) {
      const pieces = piecesOf(db, table as never, size).slice(0, size === 1 ? 50 : undefined);
      const texts = pieces.flatMap((piece) => collect(path, 't', 2, piece).columns[1]);
      expect(texts).toEqual(expected.slice(0, texts.length));
      if (size > 1) expect(texts).toHaveLength(expected.length);
    }
    db.close();
  });

  test('may have more columns than a page has room for their header, and columns added later', () => {
    const path = join(folder.path, 'wide.db');
    const names = Array.from({ length: 900 }, (_, at) => `c${at}`);
    const db = create(path, `CREATE TABLE t (${names.join(', ')})`, 512);
    const values = names.map((_, at) => (at % 3 === 0 ? 'x'.repeat(200) : BigInt(at) ** 5n));
    db.prepare(`INSERT INTO t VALUES (${names.map(() => '?').join(', ')})`).run(values);
    db.exec('ALTER TABLE t ADD COLUMN added DEFAULT 5');
    db.close();
    const { columns } = collect(path, 't', 901);
    expect(columns.map(([first]) => first)).toEqual([...values, 'missing']);
  });

  test('of a damaged file end in an error of SQLite’s kind or are read, and never go on for ever', () => {
    const path = join(folder.path, 'sound.db');
    const db = create(path, 'CREATE TABLE t (a, b, c)', 512);
    const insert = db.prepare('INSERT INTO t VALUES (?, ?, ?)');
    db.transaction(() => {
      for (let id = 0; id < 600; id++) insert.run(BigInt(id), `text ${id}`.repeat(id % 90), id / 7);
    })();
    db.close();
    const sound = readFileSync(path);
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1024, max: sound.length - 1 }), fc.nat(255)), {
          minLength: 1,
          maxLength: 40,
        }),
        (changes) => {
          const broken = Buffer.from(sound);
          for (const [at, byte] of changes) broken[at] = byte;
          const damagedPath = join(folder.path, 'damaged.db');
          writeFileSync(damagedPath, broken);
          try {
            collect(damagedPath, 't', 3);
            outcomes.add('read');
          } catch (error) {
            expect((error as { code?: string }).code).toBe('SQLITE_CORRUPT');
            outcomes.add('damaged');
          }
        },
      ),
      { numRuns: 400 },
    );
    expect([...outcomes].sort()).toEqual(['damaged', 'read']);
  });

  test('in a circle are noticed', () => {
    const path = join(folder.path, 'circle.db');
    const db = create(path, 'CREATE TABLE t (a)', 512);
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    for (let id = 0; id < 400; id++) insert.run('some text that fills the page');
    const root = rootOf(db, 't');
    db.close();
    const file = readFileSync(path);
    // The last child of the root is the root itself.
    file.writeUInt32BE(root, (root - 1) * 512 + 8);
    writeFileSync(path, file);
    expect(() => collect(path, 't', 1)).toThrow(/malformed.*belongs to two/);
  });
});
