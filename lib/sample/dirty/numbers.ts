/** Numbers that do not fit the type they are declared with. */
import type { Defect } from './defect.ts';

export const NUMBERS: Defect[] = [
  {
    what: 'text in an INTEGER column, and floats in another',
    sql: `CREATE TABLE dirty_integers (
      id      INTEGER PRIMARY KEY,
      amount  INTEGER,      -- text among integers
      weight  INTEGER,      -- floats among integers
      tiny    TINYINT,      -- 300 does not fit a byte
      medium  MEDIUMINT,    -- past 32 bits
      eight   INT8,
      big     BIGINT        -- beyond 2^53, where JavaScript loses digits
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_integers VALUES (?, ?, ?, ?, ?, ?, ?)',
        values: [
          [1, 10, 1, 1, 1, 1, 9007199254740993n],
          [2, 'двенадцать', 2.5, 300, 4294967296n, -1, 9223372036854775807n],
          [3, 'n/a', 1e15, -129, 8388608, 0, -9223372036854775808n],
          [4, '', 0.1, 127, -8388608, null, -9007199254740993n],
          [5, null, null, null, null, null, null],
          [6, '12 ', -7, 0, 0, 0, 0],
        ],
      },
    ],
  },
  {
    what: 'extremes of REAL: infinities, denormals, -0.0, and 16777217 that float4 would change',
    sql: `CREATE TABLE dirty_reals (
      id       INTEGER PRIMARY KEY,
      measure  REAL,              -- infinities, 1e300, 1e-320
      single   FLOAT,             -- 16777217
      kept                        -- no declared type: the one place where SQLite keeps -0.0
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_reals VALUES (?, ?, ?, ?)',
        values: [
          [1, 1e300, 16777217, -0],
          [2, 1e-320, 0.1, 1e-320],
          [3, Number.POSITIVE_INFINITY, 1 / 3, Number.POSITIVE_INFINITY],
          [4, Number.NEGATIVE_INFINITY, -1e-5, Number.NEGATIVE_INFINITY],
          [5, Number.MAX_VALUE, 123456789.12345679, Number.MIN_VALUE],
          [6, -0, 2 ** 53, 5e-324],
          [7, null, null, null],
        ],
      },
    ],
  },
  {
    what: 'decimals that do not fit DECIMAL(p, s)',
    sql: `CREATE TABLE dirty_decimals (
      id     INTEGER PRIMARY KEY,
      price  DECIMAL(6, 2),     -- too many digits on either side
      rate   NUMERIC,
      note   NUMERIC(10, 2)     -- text that is no number
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_decimals VALUES (?, ?, ?, ?)',
        values: [
          [1, 19.99, 0.1, 10],
          [2, 19.999, 1e20, 10.5],
          [3, 1000000.5, -0.000001, 'договорная'],
          [4, '12,50', null, ''],
        ],
      },
    ],
  },
  {
    what: 'booleans that hold 2, and words',
    sql: `CREATE TABLE dirty_booleans (
      id      INTEGER PRIMARY KEY,
      flag    BOOLEAN NOT NULL DEFAULT 0,   -- 2 among 0 and 1
      answer  BOOLEAN DEFAULT 'true',       -- 'true', 'f', 1
      really  BOOL DEFAULT FALSE,           -- nothing wrong here
      strange BOOLEAN                       -- 'maybe'
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_booleans VALUES (?, ?, ?, ?, ?)',
        values: [
          [1, 0, 'true', 1, 0],
          [2, 1, 'f', 0, 'maybe'],
          [3, 2, 1, 1, -1],
          [4, 1, null, null, 0.5],
        ],
      },
    ],
  },
  {
    what: 'declared types that no other database knows, and none at all',
    sql: `CREATE TABLE dirty_types (
      id       INTEGER PRIMARY KEY,
      long     LONGVARCHAR,
      word     STRING,            -- affinity NUMERIC: '007' becomes 7
      guid     GUID,
      typo     INTERGER,          -- still contains INT
      half     INTEGER NON NULL,  -- read as the type "INTEGER NON"
      money    CURRENCY(19, 4),
      "nothing"                   -- no type: anything goes
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_types VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        values: [
          [1, 'долгий текст', '007', 'a8098c1a-f86e-11da-bd1a-00112444be1e', 5, 6, 12.3456, 'text'],
          [2, '', 'слово', 'A8098C1A-F86E-11DA-BD1A-00112444BE1E', 7, 0, 0, 42],
          [3, null, null, null, null, null, null, Buffer.from([0, 1, 255])],
          [4, 'x', 'y', 'not-a-guid', 1, 1, 'free', 1.5],
        ],
      },
    ],
  },
  {
    what: 'a STRICT table with an ANY column',
    sql: `CREATE TABLE dirty_strict (
      id     INTEGER PRIMARY KEY,
      name   TEXT NOT NULL,
      value  ANY                  -- every row of another storage class
    ) STRICT`,
    rows: [
      {
        insert: 'INSERT INTO dirty_strict VALUES (?, ?, ?)',
        values: [
          [1, 'integer', 1n],
          [2, 'text', '1'],
          [3, 'real', 1.5],
          [4, 'blob', Buffer.from('1')],
          [5, 'null', null],
        ],
      },
    ],
  },
];
