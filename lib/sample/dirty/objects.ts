/** Defaults, checks, generated columns, indexes, views, triggers and virtual tables that need translating. */
import type { Defect } from './defect.ts';

export const OBJECTS: Defect[] = [
  {
    what: 'defaults of every kind, one of them without a counterpart',
    sql: `CREATE TABLE dirty_defaults (
      id       INTEGER PRIMARY KEY,
      stamp    DATETIME DEFAULT current_timestamp,
      moment   TEXT DEFAULT (datetime('now')),
      formed   TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      epoch    INTEGER DEFAULT (strftime('%s', 'now')),
      quoted   TEXT DEFAULT 'it''s',
      negative INTEGER DEFAULT -1,
      hex      INTEGER DEFAULT 0x10,
      bytes    BLOB DEFAULT x'00ff',
      "nothing" TEXT DEFAULT NULL,
      summed   INTEGER DEFAULT (1 + 2),
      token    TEXT DEFAULT (lower(hex(randomblob(16))))   -- no counterpart by that name
    )`,
    rows: [
      {
        insert:
          'INSERT INTO dirty_defaults (id, stamp, moment, formed, epoch, token) VALUES (?, ?, ?, ?, ?, ?)',
        values: [
          [1, '2024-01-01 00:00:00', '2024-01-01 00:00:00', '2024-01-01T00:00:00.000Z', 1704067200, 'abc'],
        ],
      },
    ],
  },
  {
    what: 'unique without regard to case, and a unique index over an expression',
    sql: `CREATE TABLE dirty_nocase (
      id     INTEGER PRIMARY KEY,
      login  TEXT COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,   -- 'Anna' and 'anna' are the same
      title  TEXT COLLATE RTRIM,
      email  TEXT
    );
    CREATE UNIQUE INDEX dirty_nocase_email_key ON dirty_nocase (lower(email));
    CREATE INDEX dirty_nocase_expression_idx ON dirty_nocase (length(title), substr(email, 1, 3));
    CREATE INDEX dirty_nocase_sorted_idx ON dirty_nocase (title COLLATE NOCASE DESC);
    CREATE UNIQUE INDEX dirty_nocase_partial_key ON dirty_nocase (title) WHERE email IS NOT NULL`,
    rows: [
      {
        insert: 'INSERT INTO dirty_nocase VALUES (?, ?, ?, ?)',
        values: [
          [1, 'Anna', 'same', 'A@example.com'],
          [2, 'Борис', 'same', null],
          [3, 'борис', 'same', null],
        ],
      },
    ],
  },
  {
    what: 'generated columns, virtual and stored',
    sql: `CREATE TABLE dirty_generated (
      id     INTEGER PRIMARY KEY,
      price  DECIMAL(10, 2) NOT NULL,
      count  INTEGER NOT NULL,
      total  DECIMAL(12, 2) GENERATED ALWAYS AS (price * count) STORED,
      label  TEXT AS (upper(substr('item-' || id, 1, 20))) VIRTUAL
    );
    CREATE INDEX dirty_generated_total_idx ON dirty_generated (total)`,
    rows: [
      {
        insert: 'INSERT INTO dirty_generated (id, price, count) VALUES (?, ?, ?)',
        values: [
          [1, 10.25, 3],
          [2, 0, 0],
        ],
      },
    ],
  },
  {
    what: 'CHECKs in SQLite’s own words, and a row that breaks one',
    sql: `CREATE TABLE dirty_checks (
      id     INTEGER PRIMARY KEY,
      level  INTEGER CONSTRAINT level_range CHECK (level BETWEEN 0 AND 10),   -- one row has 11
      name   TEXT CHECK (name GLOB '[A-Z]*'),
      data   TEXT CHECK (json_valid(data)),
      kind   TEXT CHECK (typeof(kind) = 'text')
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_checks VALUES (?, ?, ?, ?, ?)',
        values: [
          [1, 10, 'Name', '{}', 'a'],
          [2, 11, 'Other', '[]', 'b'],
        ],
      },
    ],
  },
  {
    what: 'views: SQLite’s functions, a view over a view, a view whose table is gone',
    sql: `CREATE VIEW dirty_view AS
      SELECT group_concat(label, ', ') AS labels, ifnull(max(total), 0) AS best, datetime('now', '-1 day') AS since
      FROM dirty_generated;
    CREATE VIEW dirty_view_over_view AS SELECT best, since FROM dirty_view WHERE best > 0;
    CREATE TABLE dirty_gone (a INTEGER);
    CREATE VIEW dirty_broken_view AS SELECT a FROM dirty_gone`,
    after: 'DROP TABLE dirty_gone',
  },
  {
    what: 'triggers: a counter, an audit row, RAISE, INSTEAD OF on a view',
    sql: `CREATE TABLE dirty_counters (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL DEFAULT 0);
    CREATE TRIGGER dirty_count AFTER INSERT ON dirty_generated
      BEGIN UPDATE dirty_counters SET value = value + 1 WHERE name = 'generated'; END;
    CREATE TRIGGER dirty_audit AFTER DELETE ON dirty_generated
      BEGIN INSERT INTO audit_log (at_ms, actor, action, entity, entity_id)
        VALUES (0, 'trigger', 'delete', 'dirty_generated', OLD.id); END;
    CREATE TRIGGER dirty_raise BEFORE UPDATE OF price ON dirty_generated WHEN NEW.price < 0
      BEGIN SELECT RAISE(ABORT, 'a price is never negative'); END;
    CREATE TRIGGER dirty_instead INSTEAD OF INSERT ON dirty_view_over_view
      BEGIN INSERT INTO dirty_generated (price, count) VALUES (NEW.best, 1); END`,
    rows: [{ insert: 'INSERT INTO dirty_counters VALUES (?, ?)', values: [['generated', 2]] }],
  },
  {
    what: 'virtual tables with their shadow tables: FTS5, FTS4, R-tree',
    sql: `CREATE VIRTUAL TABLE dirty_search USING fts5 (title, body);
    CREATE VIRTUAL TABLE dirty_search_old USING fts4 (body);
    CREATE VIRTUAL TABLE dirty_places USING rtree (id, min_x, max_x, min_y, max_y)`,
    rows: [
      {
        insert: 'INSERT INTO dirty_search VALUES (?, ?)',
        values: [
          ['Стрижка', 'быстро и красиво'],
          ['Massage', 'calm and slow'],
        ],
      },
      { insert: 'INSERT INTO dirty_search_old VALUES (?)', values: [['старый поиск']] },
      { insert: 'INSERT INTO dirty_places VALUES (?, ?, ?, ?, ?)', values: [[1, 0, 1, 0, 1]] },
    ],
  },
];
