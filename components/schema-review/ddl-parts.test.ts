import { expect, it } from 'vitest';
import { ddlParts } from './ddl-parts.ts';

const spoken = (sql: string, columns: string[]) =>
  ddlParts(sql, columns)
    .filter(({ column }) => column !== null)
    .map(({ text, column }) => [column, text]);

it('finds each column where it is defined, in one line or many', () => {
  const sql = `CREATE TABLE "o ""x" (
  id INTEGER PRIMARY KEY, -- the key
  [due date] DATE CHECK ("due date" > '(2020,' /* , */),
  \`Price\` DECIMAL(10, 2) DEFAULT (1 + (2)),
  CONSTRAINT c CHECK (id > 0)
) STRICT`;
  expect(spoken(sql, ['id', 'due date', 'price'])).toEqual([
    ['id', 'id INTEGER PRIMARY KEY'],
    ['due date', `[due date] DATE CHECK ("due date" > '(2020,' /* , */)`],
    ['price', '`Price` DECIMAL(10, 2) DEFAULT (1 + (2))'],
  ]);
  expect(spoken('CREATE TABLE t(a INT,b TEXT,PRIMARY KEY(a))', ['a', 'b'])).toEqual([
    ['a', 'a INT'],
    ['b', 'b TEXT'],
  ]);
});

it.each([
  'CREATE TABLE t(a INT,b TEXT)',
  'CREATE TABLE t (a, /* a */ b) -- end',
  'CREATE VIRTUAL TABLE f USING fts5(a, b)',
  "CREATE TABLE t (a TEXT DEFAULT 'unended",
  '',
])('the parts are the whole of %j', (sql) => {
  const parts = ddlParts(sql, ['a', 'b']);
  expect(parts.map(({ text }) => text).join('')).toBe(sql);
});

it('what follows the table is about none of them', () => {
  const sql = `CREATE TABLE "s"."t" (
  "id" bigint NOT NULL
);

ALTER TABLE "s"."t" ADD CONSTRAINT "k" PRIMARY KEY ("id");`;
  expect(spoken(sql, ['id'])).toEqual([['id', '"id" bigint NOT NULL']]);
});
