import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../testing/database.ts';
import { quote } from '../../target/connect.ts';
import { temporaryFolder } from '../../testing.ts';
import type { Codec, ColumnPlan, TablePlan } from '../../types.ts';
import { copiedColumns, extractChunk, WHOLE } from '../extract.ts';
import { openSnapshot, type SqliteHandle } from '../open.ts';
import { binaryRows } from './extract-binary.ts';
import { NeedsText } from './output.ts';

let folder: ReturnType<typeof temporaryFolder>;
let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

type Value = null | bigint | number | string | Buffer;

interface Kind {
  declared: string;
  codec: Codec;
  type: string;
  values: fc.Arbitrary<Value>;
}

const integer = (bits: bigint) => fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n });
const cents = (places: number, most = 1e9) =>
  fc.integer({ min: -most, max: most }).map((value) => value / 10 ** places);
const two = (most: number, least = 0) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(2, '0'));
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const clock = fc
  .tuple(two(23), two(59), fc.option(fc.tuple(two(59), fc.option(fc.stringMatching(/^[0-9]{1,6}$/)))))
  .map(([hour, minute, more]) => {
    const fraction = more?.[1] ? `.${more[1]}` : '';
    return `${hour}:${minute}${more ? `:${more[0]}${fraction}` : ''}`;
  });
const moment = fc.tuple(day, fc.constantFrom(' ', 'T'), clock).map((parts) => parts.join(''));
const zone = fc.oneof(
  fc.constant('Z'),
  fc
    .tuple(fc.constantFrom('+', '-'), two(15), two(59))
    .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
);
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 60, maxLength: 9000, size: 'max' }),
    fc.constantFrom('', '\\', 'a\tb\nc\rd', '\\N', '\\.', 'ж'.repeat(3000)),
  )
  .map((value) => value.replaceAll('\0', '').toWellFormed());
const blob = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.uint8Array({ minLength: 4000, maxLength: 20_000, size: 'max' }),
);

const KINDS: Kind[] = [
  {
    declared: 'INTEGER',
    codec: 'integer',
    type: 'bigint',
    values: fc.oneof(integer(8n), integer(33n), integer(64n)),
  },
  { declared: 'INTEGER', codec: 'integer', type: 'integer', values: fc.oneof(integer(16n), integer(32n)) },
  { declared: 'INTEGER', codec: 'integer', type: 'smallint', values: fc.oneof(integer(8n), integer(16n)) },
  {
    declared: 'REAL',
    codec: 'float',
    type: 'double precision',
    values: fc.oneof(fc.double({ noNaN: true }), cents(2), fc.constantFrom(5, -0, 0, 1e300)),
  },
  {
    declared: 'NUM',
    codec: 'float',
    type: 'real',
    values: fc.oneof(fc.float({ noNaN: true }), fc.constant(7n)),
  },
  {
    declared: 'DECIMAL(10,2)',
    codec: 'decimal',
    type: 'numeric(10,2)',
    values: fc.oneof(cents(2), integer(24n), cents(1, 1e8), fc.constantFrom(0, 0.01, 10_000, 1e6, 99.99)),
  },
  {
    declared: 'NUMERIC',
    codec: 'decimal',
    type: 'numeric',
    values: fc.oneof(
      cents(2),
      cents(7),
      cents(4, 99),
      integer(60n),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, 0.5, 12, 1e-7, 123456789.125),
    ),
  },
  {
    declared: 'DECIMAL(15,6)',
    codec: 'decimal',
    type: 'numeric(15,6)',
    values: fc.oneof(cents(6), cents(5, 999)),
  },
  {
    declared: 'BOOLEAN',
    codec: 'boolean',
    type: 'boolean',
    values: fc.constantFrom(0n, 1n, 'true', 'F', 't', 'False'),
  },
  { declared: 'TEXT', codec: 'text', type: 'text', values: text },
  { declared: 'TEXT', codec: 'any-text', type: 'text', values: text },
  {
    declared: 'VARCHAR(12)',
    codec: 'text',
    type: 'character varying(12)',
    values: fc.constantFrom('', 'ab', 'двенадцать12'),
  },
  { declared: 'CHAR(5)', codec: 'text', type: 'character(5)', values: fc.constantFrom('', 'ab', 'пять5') },
  {
    declared: 'JSON_TEXT',
    codec: 'text',
    type: 'jsonb',
    values: fc.json().filter((json) => !/\\u0000|\\ud[89ab]|-0/i.test(json)),
  },
  { declared: 'JSON_TEXT', codec: 'text', type: 'json', values: fc.json() },
  { declared: 'DATE', codec: 'plain', type: 'date', values: day },
  { declared: 'TIME', codec: 'plain', type: 'time without time zone', values: clock },
  { declared: 'DATETIME', codec: 'plain', type: 'timestamp without time zone', values: moment },
  { declared: 'DATETIME', codec: 'plain', type: 'timestamp(3) without time zone', values: moment },
  {
    declared: 'DATETIME',
    codec: 'plain',
    type: 'timestamp with time zone',
    values: fc.tuple(moment, zone).map((parts) => parts.join('')),
  },
  {
    declared: 'DATETIME',
    codec: 'unix-seconds',
    type: 'timestamp with time zone',
    values: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }),
  },
  {
    declared: 'DATETIME',
    codec: 'unix-milliseconds',
    type: 'timestamp with time zone',
    values: fc.bigInt({ min: -62_135_596_800_000n, max: 253_402_300_799_999n }),
  },
  {
    declared: 'DATETIME',
    codec: 'unix-microseconds',
    type: 'timestamp with time zone',
    values: integer(52n),
  },
  { declared: 'UUID', codec: 'plain', type: 'uuid', values: fc.uuid() },
  {
    declared: 'BLOB',
    codec: 'uuid-bytes',
    type: 'uuid',
    values: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
  },
  {
    declared: 'BLOB',
    codec: 'bytes',
    type: 'bytea',
    values: fc.oneof(
      blob.map((bytes) => Buffer.from(bytes)),
      text,
    ),
  },
];

function columnOf(name: string, { codec, type }: Kind, emptyIsNull = false): ColumnPlan {
  const values = { needsEscape: true };
  return {
    source: name,
    target: name,
    codec,
    type,
    emptyIsNull,
    misfits: null,
    generated: null,
    zone: null,
    values,
  } as ColumnPlan;
}

function tableOf(columns: ColumnPlan[]): TablePlan {
  const about = { source: 't', target: 't', rowid: 'rowid', sourceKey: ['id'], where: null, quarantined: 0 };
  return { ...about, columns, rows: 10, bytes: 1000, maxRowBytes: 100_000 } as unknown as TablePlan;
}

const ID: Kind = {
  declared: 'INTEGER PRIMARY KEY',
  codec: 'integer',
  type: 'bigint',
  values: fc.constant(null),
};

/** What the server has after the rows went there in one format; as text, which shows places and signs. */
async function sent(db: SqliteHandle, table: TablePlan, format: 'binary' | 'text'): Promise<string[]> {
  const binary = format === 'binary' ? binaryRows(db, table) : null;
  if (format === 'binary' && !binary) throw new Error('these columns should go in binary');
  const columns = binary?.columns ?? copiedColumns(table);
  const types = columns.map(({ target, type }) => `${quote(target)} ${type}`).join(', ');
  await client.query(`DROP TABLE IF EXISTS t; CREATE TABLE t (${types})`);
  const blocks = function* () {
    for (const block of binary?.blocks(WHOLE) ?? extractChunk(db, table, WHOLE))
      if (block.text) yield block.text;
  };
  const names = columns.map(({ target }) => quote(target)).join(', ');
  const stream = client.query(
    copyFrom(`COPY t (${names}) FROM STDIN WITH (FORMAT ${format}, ENCODING 'UTF8')`),
  );
  await pipeline(Readable.from(blocks()), stream);
  const { rows } = await client.query<{ t: string }>('SELECT t::text FROM t ORDER BY id');
  return rows.map(({ t }) => t);
}

function write(kinds: Kind[], rows: Value[][]): SqliteHandle {
  const path = join(folder.path, `${Math.random()}.db`);
  const db = new Database(path);
  const names = kinds.map(({ declared }, at) => `c${at} ${declared}`);
  db.exec(`CREATE TABLE t (${['id INTEGER PRIMARY KEY', ...names].join(', ')})`);
  const insert = db.prepare(`INSERT INTO t VALUES (${['?', ...kinds.map(() => '?')].join(', ')})`);
  db.transaction(() => {
    for (const [at, row] of rows.entries()) insert.run(BigInt(at) * 40_000_000n - 90n, ...row);
  })();
  db.close();
  return openSnapshot(path);
}

const needsText = (error: unknown) => error instanceof NeedsText;

test.each(KINDS)('$type from $codec is in binary what it is as text', async (kind) => {
  let inBinary = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(kind.values, { freq: 6 }), { minLength: 1, maxLength: 8 }),
      async (values) => {
        const db = write(
          [kind],
          values.map((value) => [value]),
        );
        const table = tableOf([columnOf('id', ID), columnOf('c0', kind)]);
        const binary = await sent(db, table, 'binary').catch((error) =>
          needsText(error) ? null : Promise.reject(error),
        );
        if (binary !== null) {
          inBinary++;
          expect(binary).toEqual(await sent(db, table, 'text'));
        }
        db.close();
      },
    ),
    { numRuns: 60, seed: 18 },
  );
  // What asks for text does so for single values, not for the column.
  expect(inBinary).toBeGreaterThan(4);
});

test('rows of all kinds, over several pages, with what was added later', async () => {
  const kinds = KINDS.filter(({ type }) => type !== 'real' && type !== 'numeric');
  const [rows] = fc.sample(
    fc.array(fc.tuple(...kinds.map(({ values }) => fc.option(values))), { minLength: 60, maxLength: 60 }),
    { numRuns: 1, seed: 7 },
  );
  const db = write(kinds, rows as Value[][]);
  const path = db.name;
  db.close();
  const writer = new Database(path);
  writer.exec(`ALTER TABLE t ADD COLUMN "a b" TEXT NOT NULL DEFAULT 'прежде';
    ALTER TABLE t ADD COLUMN n INTEGER DEFAULT -7; ALTER TABLE t ADD COLUMN r REAL DEFAULT 1.5;
    INSERT INTO t (id, "a b") VALUES (9000000000000000000, 'now'), (-9223372036854775808, 'first'), (9223372036854775807, 'last')`);
  writer.close();
  const added = [
    columnOf('a b', { declared: 'TEXT', codec: 'text', type: 'text', values: text }),
    columnOf('n', { declared: 'INTEGER', codec: 'integer', type: 'bigint', values: text }),
    columnOf('r', { declared: 'REAL', codec: 'float', type: 'double precision', values: text }),
  ];
  const table = tableOf([columnOf('id', ID), ...kinds.map((kind, at) => columnOf(`c${at}`, kind)), ...added]);
  const again = openSnapshot(path);
  const binary = await sent(again, table, 'binary');
  expect(binary).toHaveLength(63);
  expect(binary[5]).toMatch(/,прежде,-7,1.5\)$/);
  expect(binary).toEqual(await sent(again, table, 'text'));
  again.close();
});

test.each(['integer', 'smallint', 'bigint'])('a rowid that is a key of type %s', async (type) => {
  const db = write([], []);
  const path = db.name;
  db.close();
  const writer = new Database(path);
  writer.exec('INSERT INTO t VALUES (-3), (0), (1), (120), (32767)');
  writer.close();
  const again = openSnapshot(path);
  expect(await sent(again, tableOf([columnOf('id', { ...ID, type })]), 'binary')).toEqual([
    '(-3)',
    '(0)',
    '(1)',
    '(120)',
    '(32767)',
  ]);
  again.close();
});

test('an empty text becomes NULL where the plan says so', async () => {
  const kind = KINDS.find(({ codec }) => codec === 'text') as Kind;
  const db = write([kind], [[''], ['x'], [null]]);
  const table = tableOf([columnOf('id', ID), columnOf('c0', kind, true)]);
  expect(await sent(db, table, 'binary')).toEqual(['(-90,)', '(39999910,x)', '(79999910,)']);
  db.close();
});

test.each([
  ['a condition', { where: 'id > 1' }, 'integer', 'bigint'],
  ['rows in quarantine', { quarantined: 1 }, 'integer', 'bigint'],
  ['a table of a module', { source: 'r' }, 'float', 'double precision'],
  ['no rowid', { rowid: null }, 'integer', 'bigint'],
  ['a type of the application', {}, 'text', 'mood'],
  ['texts that are cleaned', {}, 'text-strip', 'text'],
])('what is not plain goes as text: %s', (_, change, codec, type) => {
  const { name } = write([{ ...ID, declared: 'INTEGER' }], [[1n]]).close();
  const writer = new Database(name);
  writer.exec('CREATE VIRTUAL TABLE r USING rtree(id, c0, c1)');
  writer.close();
  const db = openSnapshot(name);
  const table = {
    ...tableOf([columnOf('id', ID), columnOf('c0', { ...ID, codec: codec as Codec, type })]),
    ...change,
  };
  expect(binaryRows(db, table)).toBeNull();
  db.close();
});

test('a default longer than the rows that have it', async () => {
  const { name } = write(
    [],
    Array.from({ length: 400 }, () => []),
  ).close();
  const writer = new Database(name);
  writer.exec(`ALTER TABLE t ADD COLUMN long TEXT NOT NULL DEFAULT '${'длинно '.repeat(700)}';
    ALTER TABLE t ADD COLUMN short TEXT NOT NULL DEFAULT 'x'`);
  writer.close();
  const db = openSnapshot(name);
  const kind = { declared: 'TEXT', codec: 'text' as const, type: 'text', values: text };
  const table = tableOf([columnOf('id', ID), columnOf('long', kind), columnOf('short', kind)]);
  const binary = await sent(db, table, 'binary');
  expect(binary).toHaveLength(400);
  expect(binary).toEqual(await sent(db, table, 'text'));
  db.close();
});
