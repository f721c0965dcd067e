/** Databases as fast-check makes them: any definition and any values that SQLite accepts. */
import Database from 'better-sqlite3';
import fc from 'fast-check';

/** Text is bytes here: SQLite takes any, whatever they are in UTF-8. */
export type Value = null | bigint | number | { text: Buffer } | { blob: Buffer };

export interface AnyTable {
  name: string;
  columns: { name: string; type: string }[];
  /** Positions of the columns of the primary key, in its order. */
  key: number[];
  withoutRowid: boolean;
  strict: boolean;
  rows: Value[][];
}

const TYPES = [
  ...['', 'INTEGER', 'INT', 'TINYINT', 'BIGINT', 'INT8', 'INTERGER', 'FLOATING POINT', 'CHARINT'],
  ...['TEXT', 'VARCHAR(10)', 'CHAR(3)', 'CLOB', 'LONGVARCHAR', 'NVARCHAR(255)', 'STRING'],
  ...[
    'REAL',
    'FLOAT',
    'DOUBLE',
    'DOUBLE PRECISION',
    'BLOB',
    'NUMERIC',
    'DECIMAL(10,2)',
    'NUMERIC(5)',
    'MONEY',
  ],
  ...[
    'BOOLEAN',
    'BOOL',
    'DATE',
    'DATETIME',
    'TIMESTAMP',
    'TIME',
    'JSON',
    'JSONB',
    'UUID',
    'GUID',
    'ENUM(a, b)',
  ],
];
const STRICT_TYPES = ['INT', 'INTEGER', 'REAL', 'TEXT', 'BLOB', 'ANY'];

const NASTY_NAMES = [
  ...[
    'select',
    'User',
    'order by',
    'a.b',
    'a"b',
    "it's",
    '100%',
    '--',
    '/*',
    ';',
    ' ',
    '',
    '$1',
    '\\',
    '[x]',
    '`',
  ],
  ...[
    'rowid',
    'oid',
    'xmin',
    'ctid',
    'tableoid',
    'pg_class',
    'howdah_chunks',
    'public',
    'NULL',
    'имя',
    '🐘',
    'é',
  ],
  ...[
    'a'.repeat(70),
    `${'я'.repeat(31)}x`,
    `${'я'.repeat(31)}y`,
    'x"; DROP SCHEMA public CASCADE; --',
    '\n',
    '\t',
  ],
];

const NASTY_TEXTS = [
  ...[
    '',
    ' ',
    '\\N',
    '\\.',
    '\\',
    '\t',
    '\r\n',
    'NULL',
    'true',
    'f',
    '0',
    '1',
    '-0',
    '1.50',
    '1e5',
    'NaN',
    'Inf',
    ' 1 ',
  ],
  ...[
    '2024-02-29',
    '2023-02-29',
    '2024-02-29 10:00:00',
    '2024-02-29T10:00:00.123456Z',
    '2024-02-29 10:00+05:30',
    '24:00',
  ],
  ...[
    '10:00:00',
    '0000-00-00',
    '{"a":1}',
    '{"a":1,"a":2}',
    '"\\u0000"',
    '[1.0, 1e400]',
    'null',
    '{a:1}',
    '🐘',
    'e\u0301',
  ],
  ...[
    '0189d7a4-6e2f-7000-8000-000000000001',
    '0189D7A4-6E2F-7000-8000-000000000001',
    "x'00'",
    '\\x00',
    '\u0000',
    'a\u0000b',
  ],
];

const integers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -2n, max: 3n }),
  fc.constantFrom(
    2n ** 63n - 1n,
    -(2n ** 63n),
    2n ** 53n + 1n,
    -(2n ** 53n) - 1n,
    2n ** 31n,
    1700000000n,
    1700000000123n,
    2021n,
  ),
);
/** SQLite makes NULL of NaN. */
const reals = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(
    -0,
    0.1,
    1e300,
    5e-324,
    1e15,
    123456789012345.6,
    2 ** 53,
    2460370.5,
    1.5,
    0.125,
    Infinity,
    -Infinity,
  ),
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => Buffer.from(text)),
  fc.constantFrom(...NASTY_TEXTS).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
);
const blobs = fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.uint8Array({ minLength: 16, maxLength: 16 }));
const values: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  integers,
  reals,
  texts.map((text) => ({ text })),
  blobs.map((blob) => ({ blob: Buffer.from(blob) })),
);

/** Columns whose values are all alike are the ones for which a narrower type is chosen. */
const columnValues = (rows: number): fc.Arbitrary<Value[]> => {
  const list = (value: fc.Arbitrary<Value>) => fc.array(value, { minLength: rows, maxLength: rows });
  const orNull = (value: fc.Arbitrary<Value>) => fc.oneof({ arbitrary: value, weight: 9 }, fc.constant(null));
  return fc.oneof(
    list(values),
    list(orNull(integers)),
    list(orNull(reals)),
    list(orNull(texts.map((text) => ({ text })))),
    list(orNull(fc.constantFrom(...NASTY_TEXTS.slice(18, 25)).map((text) => ({ text: Buffer.from(text) })))),
    list(orNull(blobs.map((blob) => ({ blob: Buffer.from(blob) })))),
  );
};

const names = fc.oneof(
  fc.constantFrom(...NASTY_NAMES),
  fc.string({ unit: 'binary', maxLength: 40 }).filter((name) => !name.includes('\0')),
  fc.stringMatching(/^[a-zA-Z_]{1,8}$/),
);
/** SQLite folds the case of ASCII letters in names, and keeps names that begin with sqlite_ for itself. */
const folded = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const tables: fc.Arbitrary<AnyTable> = fc
  .record({
    strict: fc.boolean(),
    width: fc.integer({ min: 1, max: 6 }),
    rows: fc.integer({ min: 0, max: 12 }),
  })
  .chain(({ strict, width, rows }) =>
    fc.record({
      name: names.filter((name) => !folded(name).startsWith('sqlite_')),
      columns: fc.uniqueArray(
        fc.record({ name: names, type: fc.constantFrom(...(strict ? STRICT_TYPES : TYPES)) }),
        { minLength: width, maxLength: width, selector: ({ name }) => folded(name) },
      ),
      key: fc.uniqueArray(fc.nat(width - 1), { maxLength: 3 }),
      withoutRowid: fc.boolean(),
      strict: fc.constant(strict),
      rows: fc
        .array(columnValues(rows), { minLength: width, maxLength: width })
        .map((columns) =>
          Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? null)),
        ),
    }),
  );

export const databases = fc.record({
  encoding: fc.constantFrom('UTF-8', 'UTF-8', 'UTF-16le'),
  tables: fc.uniqueArray(tables, { minLength: 1, maxLength: 4, selector: ({ name }) => folded(name) }),
});
export type AnyDatabase = { encoding: string; tables: AnyTable[] };

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Makes the file. Rows that SQLite refuses (a key twice, a text where STRICT wants a number) are not in it. */
export function build(path: string, { encoding, tables }: AnyDatabase): void {
  const db = new Database(path);
  db.pragma(`encoding = '${encoding}'`);
  for (const { name, columns, key, withoutRowid, strict, rows } of tables) {
    const list = columns.map(
      (column) => `${quoted(column.name)} ${strict ? column.type : typeText(column.type)}`,
    );
    if (key.length > 0)
      list.push(`PRIMARY KEY (${key.map((at) => quoted(columns[at]?.name ?? '')).join(', ')})`);
    const options = [
      ...(strict ? ['STRICT'] : []),
      ...(withoutRowid && key.length > 0 ? ['WITHOUT ROWID'] : []),
    ];
    db.exec(`CREATE TABLE ${quoted(name)} (${list.join(', ')}) ${options.join(', ')}`);
    for (const row of rows) insert(db, name, row);
  }
  db.close();
}

function insert(db: Database.Database, table: string, row: Value[]): void {
  const places = row.map((value) =>
    typeof value === 'object' && value !== null && 'text' in value ? 'CAST(? AS TEXT)' : '?',
  );
  const bound = row.map((value) =>
    typeof value !== 'object' || value === null ? value : 'text' in value ? value.text : value.blob,
  );
  try {
    db.prepare(`INSERT INTO ${quoted(table)} VALUES (${places.join(', ')})`).run(...bound);
  } catch (error) {
    if (!/^SQLITE_(CONSTRAINT|MISMATCH)/.test(String((error as { code?: string }).code))) throw error;
  }
}

const typeText = (type: string) => (type.startsWith('ENUM') ? quoted(type) : type);
