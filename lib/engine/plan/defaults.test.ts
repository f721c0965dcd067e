import { expect, test } from 'vitest';
import { translateDefault } from './defaults.ts';

test.each([
  ['0', 'boolean', 'false'],
  ["'true'", 'boolean', 'true'],
  ['2', 'boolean', null],
  ['-1.5', 'double precision', '-1.5'],
  ['(0)', 'numeric', '0'],
  ['5', 'text', "'5'"],
  ["'it''s'", 'text', "'it''s'"],
  ["'x'", 'bigint', null],
  ['99999999999999999999', 'bigint', null],
  ['current_timestamp', 'timestamp without time zone', "date_trunc('second', timezone('UTC', now()))"],
  ['CURRENT_TIMESTAMP', 'bigint', null],
  ["'2024-01-02'", 'date', "'2024-01-02'::date"],
  [
    "datetime('now')",
    'timestamp without time zone',
    "(howdah_sqlite.datetime('now'))::timestamp without time zone",
  ],
  ["strftime('%s', 'now')", 'bigint', null],
  ["('a') || ('b')", 'text', "('a' || 'b')"],
  ['1 + 2', 'bigint', '(1 + 2)'],
  ['0x10', 'bigint', '16'],
  ["x'00'", 'bytea', "'\\x00'::bytea"],
  ['my_function()', 'text', null],
])('DEFAULT %s of a %s', (text, type, expected) => {
  expect(translateDefault(text, type)).toEqual({ sql: expected, leftOut: expected === null });
});

test('NULL and no default are the same thing and nothing is left out', () => {
  expect(translateDefault('NULL', 'text')).toEqual({ sql: null, leftOut: false });
  expect(translateDefault(null, 'text')).toEqual({ sql: null, leftOut: false });
});
