import { expect, test } from 'vitest';
import { readTableClauses, readVirtualTable } from './parse-table.ts';

test('finds CHECKs whatever stands in strings, comments and quoted names', () => {
  const sql = `CREATE TABLE "a CHECK (x)" (
    a TEXT DEFAULT 'CHECK (no)' CHECK (a <> ')' /* CHECK (no) */ AND length(a) > (1 + 1)), -- CHECK (no)
    [CHECK] INT, \`b\`\`c\` INT CONSTRAINT "pos ""x""" CHECK ([CHECK] > 0))`;
  expect(readTableClauses(sql).checks).toEqual([
    { name: null, expression: `a <> ')' /* CHECK (no) */ AND length(a) > (1 + 1)` },
    { name: 'pos "x"', expression: '[CHECK] > 0' },
  ]);
});

test('knows which foreign keys are deferred, in order', () => {
  const sql = `CREATE TABLE t (a REFERENCES p, b REFERENCES p(x) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    c REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED, d REFERENCES p DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY (a, b) REFERENCES q (a, b) DEFERRABLE INITIALLY DEFERRED)`;
  expect(readTableClauses(sql).deferred).toEqual([false, true, false, false, true]);
});

test('knows collations, generated columns and conflict clauses', () => {
  const clauses = readTableClauses(
    `CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE ON CONFLICT IGNORE, b COLLATE binary, c NUMERIC(10, 2) AS (a || ')'),
      [d e] INT GENERATED ALWAYS AS (1 + (2)) STORED, PRIMARY KEY (a) ON CONFLICT REPLACE) STRICT`,
  );
  expect(clauses.columns).toEqual([
    { name: 'a', collation: 'NOCASE', generated: null },
    { name: 'b', collation: null, generated: null },
    { name: 'c', collation: null, generated: `a || ')'` },
    { name: 'd e', collation: null, generated: '1 + (2)' },
  ]);
  expect(clauses.conflicts).toEqual(['ON CONFLICT IGNORE', 'ON CONFLICT REPLACE']);
});

test('reads the module and arguments of a virtual table', () => {
  expect(
    readVirtualTable(`CREATE VIRTUAL TABLE "x" USING fts5(a, "b,c", content='t', prefix='2 3')`),
  ).toEqual({
    module: 'fts5',
    args: ['a', '"b,c"', `content='t'`, `prefix='2 3'`],
  });
});
