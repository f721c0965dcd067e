/** Primary keys, sequences and foreign keys that do not hold what they promise. */
import type { Defect } from './defect.ts';

export const KEYS: Defect[] = [
  {
    what: 'NULL in a text primary key, twice',
    sql: `CREATE TABLE dirty_text_key (
      code   TEXT PRIMARY KEY,     -- SQLite lets NULL in here
      label  TEXT
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_text_key VALUES (?, ?)',
        values: [
          ['a', 'ordinary'],
          ['', 'empty is a value'],
          [null, 'first NULL'],
          [null, 'second NULL'],
        ],
      },
    ],
  },
  {
    what: 'a composite key in another order than the columns, WITHOUT ROWID',
    sql: `CREATE TABLE dirty_key_order (
      a INTEGER, b TEXT NOT NULL, c REAL,
      PRIMARY KEY (b, a)
    ) WITHOUT ROWID`,
    rows: [
      {
        insert: 'INSERT INTO dirty_key_order VALUES (?, ?, ?)',
        values: [
          [2, 'x', 0.5],
          [1, 'x', null],
          [1, 'y', 1],
        ],
      },
    ],
  },
  {
    what: 'INTEGER PRIMARY KEY DESC, which is no rowid, and negative ids',
    sql: `CREATE TABLE dirty_descending_key (id INTEGER PRIMARY KEY DESC, note TEXT);
    CREATE TABLE dirty_negative_ids (id INTEGER PRIMARY KEY, note TEXT)`,
    rows: [
      {
        insert: 'INSERT INTO dirty_descending_key VALUES (?, ?)',
        values: [
          [1, 'one'],
          [null, 'NULL key'],
        ],
      },
      {
        insert: 'INSERT INTO dirty_negative_ids VALUES (?, ?)',
        values: [
          [-5, 'negative'],
          [0, 'zero'],
          [9223372036854775807n, 'the last rowid there is'],
        ],
      },
    ],
  },
  {
    what: 'sqlite_sequence ahead of the largest id: deleted ids must not come again',
    sql: 'CREATE TABLE dirty_sequence (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)',
    rows: [
      { insert: 'INSERT INTO dirty_sequence (note) VALUES (?)', values: [['stays'], ['stays']] },
      { insert: 'INSERT INTO dirty_sequence VALUES (?, ?)', values: [[1000, 'goes']] },
    ],
    after: 'DELETE FROM dirty_sequence WHERE id = 1000',
  },
  {
    what: 'a table without any key, with equal rows; another with a column called rowid; an empty one',
    sql: `CREATE TABLE dirty_no_key (a, b TEXT);
    CREATE TABLE dirty_rowid (rowid TEXT, _rowid_ TEXT, oid TEXT);
    CREATE TABLE dirty_empty (id INTEGER PRIMARY KEY, note TEXT NOT NULL)`,
    rows: [
      {
        insert: 'INSERT INTO dirty_no_key VALUES (?, ?)',
        values: [
          [1, 'same'],
          [1, 'same'],
          [null, null],
        ],
      },
      {
        insert: 'INSERT INTO dirty_rowid VALUES (?, ?, ?)',
        values: [
          ['r', 'under', 'o'],
          ['r', null, ''],
        ],
      },
    ],
  },
  {
    what: 'orphaned child rows',
    sql: `CREATE TABLE dirty_parents (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
    CREATE TABLE dirty_orphans (
      id         INTEGER PRIMARY KEY,
      parent_id  INTEGER NOT NULL REFERENCES dirty_parents (id) ON DELETE CASCADE
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_parents VALUES (?, ?)',
        values: [
          [1, 'a'],
          [2, 'b'],
          [3, null],
        ],
      },
      {
        insert: 'INSERT INTO dirty_orphans VALUES (?, ?)',
        values: [
          [1, 1],
          [2, 404],
          [3, 405],
        ],
      },
    ],
  },
  {
    what: 'foreign keys: implicit target, types that differ, a parent that is missing, a parent without a key',
    sql: `CREATE TABLE dirty_references (
      id        INTEGER PRIMARY KEY,
      implicit  INTEGER REFERENCES dirty_parents,          -- the parent's primary key is meant
      as_text   TEXT REFERENCES dirty_parents (id),        -- text pointing at an integer
      missing   INTEGER REFERENCES dirty_nowhere (id),     -- no such table
      by_code   TEXT REFERENCES dirty_parents (code) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
      by_note   TEXT REFERENCES dirty_negative_ids (note)  -- not unique there: SQLite itself would refuse
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_references VALUES (?, ?, ?, ?, ?, ?)',
        values: [
          [1, 1, '1', 99, 'a', null],
          [2, 2, null, null, 'b', null],
          [3, null, null, null, null, null],
        ],
      },
    ],
  },
  {
    what: 'foreign keys in a circle, composite, and pointing at their own table',
    sql: `CREATE TABLE dirty_circle_a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES dirty_circle_b (id));
    CREATE TABLE dirty_circle_b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES dirty_circle_a (id));
    CREATE TABLE dirty_composite (
      id INTEGER PRIMARY KEY, a INTEGER, b TEXT,
      parent_id INTEGER REFERENCES dirty_composite (id),
      FOREIGN KEY (b, a) REFERENCES dirty_key_order (b, a) ON UPDATE CASCADE ON DELETE SET NULL
    )`,
    rows: [
      { insert: 'INSERT INTO dirty_circle_a VALUES (?, ?)', values: [[1, 1]] },
      { insert: 'INSERT INTO dirty_circle_b VALUES (?, ?)', values: [[1, 1]] },
      {
        insert: 'INSERT INTO dirty_composite VALUES (?, ?, ?, ?)',
        values: [
          [1, 2, 'x', 2],
          [2, 1, 'y', null],
          [3, null, 'no such', 3],
        ],
      },
    ],
  },
];
