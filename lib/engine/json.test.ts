import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { classifyJson, jsonbText } from './json.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test.each([
  ['{"a":1,"a":2}', 'json'],
  ['"\\u0000"', 'json'],
  ['"\\ud800"', 'json'],
  ['1e400000', 'json'],
  ['{"a":1}', 'jsonb'],
  ['[1,]', 'invalid'],
  ["{'a':1}", 'invalid'],
  ['', 'invalid'],
  ['01', 'invalid'],
  ['{"a":1} x', 'invalid'],
])('%s is %s', (text, kind) => {
  expect(classifyJson(text)).toBe(kind);
});

test('prints what jsonb prints', async () => {
  const texts = fc.sample(
    fc.oneof(
      fc.json({ stringUnit: 'binary', noUnicodeString: false } as never),
      fc
        .tuple(fc.integer(), fc.integer({ min: -30, max: 30 }))
        .map(([m, e]) => `[${m}.500e${e}, -0, -0.0, 0e5]`),
    ),
    400,
  );
  const exact = texts.filter((text) => classifyJson(text) === 'jsonb');
  expect(exact.length).toBeGreaterThan(300);
  const { rows } = await client.query<{ text: string }>(
    'SELECT t::jsonb::text AS text FROM unnest($1::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n',
    [exact],
  );
  expect(exact.map(jsonbText)).toEqual(rows.map((row) => row.text));
});
