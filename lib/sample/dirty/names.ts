/** Names that have to be quoted, cut or told apart. */
import type { Defect } from './defect.ts';

const LONG_NAME = `a_table_whose_name_goes_on_well_beyond_the_sixty_three_bytes_that_postgresql_keeps`;

export const NAMES: Defect[] = [
  {
    what: 'names: mixed case, spaces, dots, quotes, brackets, percent signs',
    sql: `CREATE TABLE "Order Details.v2" (
      "OrderID"          INTEGER PRIMARY KEY,
      "unit price (%)"   REAL,
      "say ""hello"""    TEXT,
      "it's"             TEXT,
      "a]b[c"            INTEGER,
      "back\\slash"      TEXT,
      "$1"               TEXT,
      "100%s %d :name ?" TEXT
    );
    CREATE INDEX "Index on ""Order Details""" ON "Order Details.v2" ("unit price (%)" DESC, "it's")`,
    rows: [
      {
        insert: 'INSERT INTO "Order Details.v2" VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        values: [
          [1, 10.5, 'hello', "it's", 1, '\\', '$1', '%'],
          [2, null, null, null, null, null, null, null],
        ],
      },
    ],
  },
  {
    what: 'reserved words as names of a table and its columns',
    sql: `CREATE TABLE "select" (
      "user"   INTEGER PRIMARY KEY,
      "order"  TEXT DEFAULT 'group',
      "table"  TEXT,
      "ctid"   TEXT,             -- a system column's name in PostgreSQL
      "xmin"   INTEGER,          -- another
      "limit"  INTEGER UNIQUE
    )`,
    rows: [
      {
        insert: 'INSERT INTO "select" VALUES (?, ?, ?, ?, ?, ?)',
        values: [
          [1, 'by', 'from', '(0,1)', 7, 10],
          [2, null, '', null, null, null],
        ],
      },
    ],
  },
  {
    what: 'Cyrillic and emoji in names; two tables and two columns that collide once folded',
    sql: `CREATE TABLE "Записи" (id INTEGER PRIMARY KEY, "Имя" TEXT, "имя" TEXT, "😀 mood" TEXT);
    CREATE TABLE "записи" (id INTEGER PRIMARY KEY, "запись" INTEGER REFERENCES "Записи" (id));
    CREATE TABLE "userName" (id INTEGER PRIMARY KEY, "fullName" TEXT, full_name TEXT);
    CREATE TABLE user_name (id INTEGER PRIMARY KEY)`,
    rows: [
      {
        insert: 'INSERT INTO "Записи" VALUES (?, ?, ?, ?)',
        values: [
          [1, 'Верхнее', 'нижнее', '🙂'],
          [2, 'Ещё', null, null],
        ],
      },
      { insert: 'INSERT INTO "записи" VALUES (?, ?)', values: [[1, 2]] },
      { insert: 'INSERT INTO "userName" VALUES (?, ?, ?)', values: [[1, 'a', 'b']] },
      { insert: 'INSERT INTO user_name VALUES (?)', values: [[5]] },
    ],
  },
  {
    what: 'names over 63 bytes that differ only in their ends',
    sql: `CREATE TABLE ${LONG_NAME}_one (
      id INTEGER PRIMARY KEY,
      ${LONG_NAME}_first TEXT,
      ${LONG_NAME}_second TEXT
    );
    CREATE TABLE ${LONG_NAME}_two (id INTEGER PRIMARY KEY REFERENCES ${LONG_NAME}_one (id));
    CREATE INDEX ${LONG_NAME}_idx_a ON ${LONG_NAME}_one (${LONG_NAME}_first);
    CREATE INDEX ${LONG_NAME}_idx_b ON ${LONG_NAME}_one (${LONG_NAME}_second)`,
    rows: [
      { insert: `INSERT INTO ${LONG_NAME}_one VALUES (?, ?, ?)`, values: [[1, 'first', 'second']] },
      { insert: `INSERT INTO ${LONG_NAME}_two VALUES (?)`, values: [[1]] },
    ],
  },
];
