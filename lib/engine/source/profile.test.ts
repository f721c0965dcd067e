import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { classifyJson } from '../json.ts';
import { temporaryFolder } from '../testing.ts';
import { type CatalogTable, readCatalog } from './catalog.ts';
import { formsToTest } from './forms.ts';
import { openSnapshot } from './open.ts';
import { piecesOf } from './pieces.ts';
import { type ColumnProfile, profileTable } from './profile.ts';
import { mergeProfiles } from './profile-merge.ts';
import { profilePiece } from './profile-piece.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** A text is given by its bytes, so that it can be any. */
type Value = null | bigint | number | { text: Buffer } | { blob: Buffer };

/** What the profile should say, from the values as SQLite gives them back, one by one. */
function oracle(declared: string, values: Value[]) {
  const of = (is: (value: Value) => boolean) => values.filter(is);
  const integers = of((value) => typeof value === 'bigint') as bigint[];
  const reals = of((value) => typeof value === 'number') as number[];
  const texts = (
    of((value) => value !== null && typeof value === 'object' && 'text' in value) as { text: Buffer }[]
  ).map(({ text }) => text);
  const blobs = (
    of((value) => value !== null && typeof value === 'object' && 'blob' in value) as { blob: Buffer }[]
  ).map(({ blob }) => blob);
  const sizes = [
    ...[...integers, ...reals].map(() => 8),
    ...texts.map((t) => t.length),
    ...blobs.map((b) => b.length),
  ];
  const forms = Object.fromEntries(
    formsToTest(declared, texts.length).map((form) => [form, of((value) => hasForm(form, value)).length]),
  );
  const sorted = [...integers].sort((a, b) => (a < b ? -1 : 1));
  return {
    nulls: of((value) => value === null).length,
    integers: integers.length,
    reals: reals.length,
    texts: texts.length,
    blobs: blobs.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    maxBytes: Math.max(0, ...sizes),
    minInteger: sorted[0]?.toString() ?? null,
    maxInteger: sorted.at(-1)?.toString() ?? null,
    minReal: reals.length > 0 ? Math.min(...reals) + 0 : null,
    maxReal: reals.length > 0 ? Math.max(...reals) + 0 : null,
    negativeZeros: reals.filter((real) => Object.is(real, -0)).length,
    infinities: reals.filter((real) => Math.abs(real) === Number.POSITIVE_INFINITY).length,
    emptyTexts: texts.filter((text) => text.length === 0).length,
    nulTexts: texts.filter((text) => text.includes(0)).length,
    invalidTexts: texts.filter((text) => !isUtf8(text)).length,
    blobs16: blobs.filter((blob) => blob.length === 16).length,
    forms,
    // Where texts are valid, SQLite's characters are code points up to a NUL.
    ...(texts.every((text) => isUtf8(text)) && {
      maxChars: Math.max(0, ...texts.map((text) => [...(text.toString('utf8').split('\0')[0] ?? '')].length)),
    }),
    ...(/DECIMAL/.test(declared) &&
      reals.every((real) => Number(real.toFixed(3)) === real && Math.abs(real) < 1e9) && {
        decimals:
          integers.length + reals.length === 0
            ? null
            : Math.max(0, ...reals.map((real) => String(real).split('.')[1]?.length ?? 0)),
      }),
    ...(/DATE/.test(declared) && {
      zeroDates: texts.filter((text) => text.toString('latin1').startsWith('0000-00-00')).length,
    }),
  };
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/;

function isDay(text: string): boolean {
  const [, year = '0', month = '0', day = '0'] = DAY.exec(text) ?? [];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return Number(year) > 0 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function hasForm(form: string, value: Value): boolean {
  if (form === 'boolean' && typeof value === 'bigint') return value === 0n || value === 1n;
  if (form.startsWith('decimal')) {
    if (typeof value === 'bigint') return value > -1_000_000n && value < 1_000_000n;
    return typeof value === 'number' && Number(value.toFixed(2)) === value && Math.abs(value) < 1e6;
  }
  if (value === null || typeof value !== 'object' || !('text' in value)) return false;
  const text = value.text.toString('latin1');
  const isStamp = (stamp: string) =>
    isDay(stamp.slice(0, 10)) && /[ T]/.test(stamp[10] ?? '') && CLOCK.test(stamp.slice(11));
  switch (form) {
    case 'boolean':
      return /^(true|false|t|f)$/i.test(text) && !text.includes('\n');
    case 'date':
      return DAY.test(text) && isDay(text);
    case 'time':
      return CLOCK.test(text);
    case 'timestamp':
      return isStamp(text);
    case 'timestamptz':
      return isStamp(text.replace(/(Z|[+-][01]\d:[0-5]\d)$/, '')) && /(Z|[+-][01]\d:[0-5]\d)$/.test(text);
    case 'uuid':
      return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
    default: {
      if (value.text.includes(0) || !isUtf8(value.text)) return false;
      const kind = classifyJson(value.text.toString('utf8'));
      return form === 'jsonb' ? kind === 'jsonb' : kind !== 'invalid';
    }
  }
}

const bytes = (texts: string[]) =>
  fc.constantFrom(...texts).map((text) => ({ text: Buffer.from(text, 'latin1') }));
const STAMPS = [
  '2024-02-29',
  '2023-02-29',
  '0000-00-00',
  '0000-00-00 00:00:00',
  '0001-01-01',
  '9999-12-31',
  '2024-1-1',
  'now',
  '2024-02-29 10:00:00',
  '2024-02-29T10:00:00',
  '2024-02-29 24:00:00',
  '2024-02-30 10:00:00',
  '2024-02-29 10:00',
  '2024-02-29 10:00:00.5',
  '2024-02-29 10:00:00.123456',
  '2024-02-29 10:00:00.1234567',
  '2024-02-29 10:00:00.',
  '2460000.5',
  '2024-02-29T10:00:00Z',
  '2024-02-29 10:00:00Z',
  '2024-02-29T10:00:00.123Z',
  '2024-02-29T10:00:00.12Z',
  '2024-02-29T10:00+01:00',
  '2024-02-29 10:00:00-05:30',
  '2024-02-29 10:00:00 +01:00',
  '2024-02-29Z',
  'Z',
  '+01:00',
  '10:00',
  '23:59:59.9',
  '24:00',
  '1:00',
  '2024-02-29\0',
  '2024-02-29 10:00:00\0x',
  '10:00\0',
  '2024-02-29T10:00:00Z\0',
  '-0001-01-01',
  '2024-02-29 10:00:60',
];
const WORDS = [
  '',
  'true',
  'F',
  'TRUE',
  'true\0',
  'yes',
  '0',
  '1.50',
  'x\x1fy',
  '\x1f',
  '\x1f\x1f',
  'a\0b',
  '\0',
  '\x80',
  'a\xc3',
  '\xa9b',
  '\xed\xa0\x80',
  '\xf0\x9f\x90\x98',
  '\xd0\xb6',
  '123e4567-e89b-12d3-a456-426614174000',
  '123e4567-e89b-12d3-a456-42661417400\0',
  '123e4567-e89b-12d3-a456-426614174000\0',
];
const JSONS = [
  '{}',
  '[]',
  '{"a":1,"b":[1.5,-0,1e5]}',
  '{"a":1,"a":2}',
  '"\\u0000"',
  '"\\ud800"',
  '{"a":',
  '01',
  '1',
  ' null ',
  '"\xc3\xa9"',
  '"\x1f"',
  '[1,]',
  'nul',
  '{"\\u0061":1,"a":1}',
  '"\\n"',
  '-',
  '1.',
  '[tru]',
  '{"a":1}x',
  '"\\x"',
];

const anything: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, 1n, 2n, 999_999n, 1_000_000n, -(2n ** 63n), 2n ** 63n - 1n),
  fc.double({ noNaN: true }),
  fc.constantFrom(0.5, -0, 1.25, 1e300, 5e-324, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.uint8Array({ maxLength: 20 }).map((blob) => ({ blob: Buffer.from(blob) })),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((blob) => ({ blob: Buffer.from(blob) })),
  fc.uint8Array({ maxLength: 12 }).map((text) => ({ text: Buffer.from(text) })),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => ({ text: Buffer.from(text) })),
  bytes(STAMPS),
  bytes(WORDS),
  bytes(JSONS),
);
/** Columns as they mostly are, with one value that is not at an end where no peek sees it. */
const usual: fc.Arbitrary<Value>[] = [
  bytes(STAMPS.slice(8, 9)),
  bytes(STAMPS.slice(18, 19)),
  bytes(STAMPS.slice(0, 1)),
  bytes(['true', 'f']),
  bytes(WORDS.slice(19, 20)),
  bytes(['a', 'b\xd0\xb6', 'ccc', '']),
  bytes(JSONS.slice(0, 3)),
  fc.constantFrom(0n, 1n),
  fc.integer({ min: -99999, max: 99999 }).map((cents) => cents / 100),
  fc.integer().map(BigInt),
];
const column = fc.oneof(
  fc.array(anything, { minLength: 1, maxLength: 60 }),
  fc
    .tuple(
      fc
        .constantFrom(...usual)
        .chain((value) => fc.array(fc.option(value, { freq: 8 }), { minLength: 210, maxLength: 260 })),
      fc.array(anything, { maxLength: 2 }),
    )
    .map(([most, last]) => [...most, ...last]),
);
const DECLARED = [
  '',
  'BLOB',
  'TEXT',
  'DATETIME',
  'BOOLEAN',
  'JSON',
  'UUID',
  'DECIMAL(8,2)',
  'INTEGER',
  'REAL',
  'VARCHAR(20) COLLATE NOCASE',
];

function tableOf(
  declared: string,
  values: Value[],
  encoding = 'UTF-8',
  tail = '',
): { path: string; table: CatalogTable } {
  const path = join(folder.path, `${Math.random()}.db`);
  const db = new Database(path);
  db.pragma(`encoding = '${encoding}'`);
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, c ${declared})${tail}`);
  const insert = {
    plain: db.prepare('INSERT INTO t VALUES (?, ?)'),
    text: db.prepare('INSERT INTO t VALUES (?, CAST(? AS TEXT))'),
  };
  db.exec('BEGIN');
  values.forEach((value, id) => {
    // Gaps between the rowids, negative ones among them.
    const key = BigInt(id) * 3n - 50n;
    if (value !== null && typeof value === 'object') {
      if ('text' in value) insert.text.run(key, value.text);
      else insert.plain.run(key, value.blob);
    } else insert.plain.run(key, value);
  });
  db.exec('COMMIT');
  const [table] = readCatalog(db.defaultSafeIntegers(true)).tables;
  db.close();
  return { path, table: table as CatalogTable };
}

/** What the affinity made of the values. */
function stored(path: string): Value[] {
  const db = new Database(path, { readonly: true }).defaultSafeIntegers(true);
  const rows = db
    .prepare(
      "SELECT typeof(c), CASE typeof(c) WHEN 'text' THEN CAST(c AS BLOB) ELSE c END FROM t ORDER BY id",
    )
    .raw()
    .all() as [string, null | bigint | number | Buffer][];
  db.close();
  return rows.map(([type, value]) => {
    if (!Buffer.isBuffer(value)) return value;
    return type === 'text' ? { text: value } : { blob: value };
  });
}

const withoutSamples = (profile: ColumnProfile | undefined) => {
  const { samples: _a, misfits: _b, sample: _c, misfit: _d, ...rest } = profile as ColumnProfile;
  return rest;
};

describe('a profile', () => {
  test.each(DECLARED)('of %s says exactly what the values are, in one piece or in many', (declared) => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 250 }), (values, size) => {
        const { path, table } = tableOf(declared, values);
        const db = openSnapshot(path);
        const whole = profileTable(db, table).columns.c;
        expect(whole).toMatchObject(oracle(declared, stored(path)));
        const pieces = piecesOf(db, table, size);
        expect(pieces.reduce((sum, piece) => sum + piece.rows, 0)).toBe(values.length);
        const merged = mergeProfiles(pieces.map((piece) => profilePiece(db, table, piece)));
        expect(withoutSamples(merged.columns.c)).toEqual(withoutSamples(whole));
        db.close();
      }),
      { numRuns: 60 },
    );
  });
});
