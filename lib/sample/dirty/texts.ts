/** Texts, bytes, JSON and identifiers that are not what they say. */
import type { Defect } from './defect.ts';

const A_UUID = 'b6f2f6c1-6f2e-4a1e-9d7e-1a2b3c4d5e6f';
const LONG = 'очень длинное имя '.repeat(20);

export const TEXTS: Defect[] = [
  {
    what: 'NUL in text, invalid UTF-8, and texts that look like the marks of COPY',
    sql: `CREATE TABLE dirty_texts (
      id       INTEGER PRIMARY KEY,
      nul      TEXT,           -- a NUL in the middle
      invalid  TEXT,           -- bytes that are not UTF-8
      marks    TEXT,           -- \\N, \\., tabs, line ends, backslashes, emoji
      empty    TEXT            -- '' is not NULL
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_texts VALUES (?, ?, CAST(? AS TEXT), ?, ?)',
        values: [
          [1, 'before\u0000after', Buffer.from([0xff, 0xfe, 0x41]), '\\N', ''],
          [2, '\u0000', Buffer.from([0xd0]), '\\.', null],
          [3, 'plain', Buffer.from([0xed, 0xa0, 0x80]), 'a\tb\r\nc\nd', ' '],
          [4, null, Buffer.from([0xf4, 0x90, 0x80, 0x80]), 'C:\\new\\table\\x41', 'NULL'],
          [5, '', Buffer.from('целое', 'utf8'), '👩‍👩‍👧‍👦 Zoë é \u202e\ufeff', ''],
        ],
      },
    ],
  },
  {
    what: 'blobs in a TEXT column, texts in a BLOB column, a zero-length blob',
    sql: `CREATE TABLE dirty_blobs (
      id       INTEGER PRIMARY KEY,
      as_text  TEXT,           -- a blob among texts
      as_blob  BLOB,           -- a text among blobs, and one that looks like base64
      length   BLOB            -- zero bytes are not NULL and not ''
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_blobs VALUES (?, ?, ?, ?)',
        values: [
          [1, 'текст', Buffer.from([1, 2, 3, 0, 255]), Buffer.alloc(0)],
          [2, Buffer.from([0xde, 0xad, 0xbe, 0xef]), 'aGVsbG8=', ''],
          [3, null, null, null],
        ],
      },
    ],
  },
  {
    what: 'longer values than VARCHAR(n) allows',
    sql: `CREATE TABLE dirty_lengths (
      id     INTEGER PRIMARY KEY,
      short  VARCHAR(10),      -- a value of 360 characters
      fixed  CHAR(2)           -- shorter and longer than two
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_lengths VALUES (?, ?, ?)',
        values: [
          [1, 'в пределах', 'ru'],
          [2, LONG, 'eng'],
          [3, '12345678901', ''],
        ],
      },
    ],
  },
  {
    what: 'JSON that is invalid, has a key twice, or an escaped NUL',
    sql: `CREATE TABLE dirty_json (
      id       INTEGER PRIMARY KEY,
      valid    JSON,
      invalid  JSON,           -- cut off, single quotes, empty
      twice    JSON,           -- one key with two values: jsonb would drop one
      escaped  JSON,           -- \\u0000: jsonb refuses it
      numbers  JSON            -- digits past a double
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_json VALUES (?, ?, ?, ?, ?, ?)',
        values: [
          [
            1,
            '{"a":[1,2,{"b":null}]}',
            '{"a":',
            '{"a":1,"a":2}',
            '{"a":"\\u0000"}',
            '12345678901234567890.123456789',
          ],
          [2, '"строка"', "{'a':1}", '{"x":{"k":1,"k":2}}', '"ok"', '1e400'],
          [3, null, '', null, null, null],
        ],
      },
    ],
  },
  {
    what: 'UUIDs as text, as 16 bytes, and one that is none',
    sql: `CREATE TABLE dirty_uuids (
      id     UUID PRIMARY KEY NOT NULL,  -- every one is a UUID
      raw    BLOB,                       -- 16 bytes each
      loose  UUID                        -- upper case, braces, no hyphens, nonsense
    )`,
    rows: [
      {
        insert: 'INSERT INTO dirty_uuids VALUES (?, ?, ?)',
        values: [
          [A_UUID, Buffer.from(A_UUID.replaceAll('-', ''), 'hex'), A_UUID.toUpperCase()],
          ['00000000-0000-0000-0000-000000000000', Buffer.alloc(16), `{${A_UUID}}`],
          ['ffffffff-ffff-ffff-ffff-ffffffffffff', Buffer.alloc(16, 0xff), A_UUID.replaceAll('-', '')],
          ['7d444840-9dc0-11d1-b245-5ffdce74fad2', null, 'not a uuid'],
        ],
      },
    ],
  },
];
