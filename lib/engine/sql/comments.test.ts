import { expect, test } from 'vitest';
import { readComments } from './comments.ts';

test('a comment behind a column on its line belongs to it', () => {
  const sql = `CREATE TABLE t ( -- people who log in
    id INTEGER PRIMARY KEY, -- never changes
    -- a heading of what follows
    "the name" TEXT /* as on the passport */,
    price DECIMAL(8, -- digits
      2), --- in euro
    note TEXT DEFAULT '-- not a comment', /* free
      * text */
    CHECK (id > 0), -- about the check
    UNIQUE (price)
  )`;
  expect(readComments(sql)).toEqual({
    table: 'people who log in',
    columns: [
      { name: 'id', text: 'never changes' },
      { name: 'the name', text: 'as on the passport' },
      { name: 'price', text: 'digits\nin euro' },
      { name: 'note', text: 'free\ntext' },
    ],
  });
});

test('a comment between two columns on one line is about either of them', () => {
  expect(readComments('CREATE TABLE t (/* x */ a INT, /* b? */ b INT /* b */, c INT)')).toEqual({
    table: null,
    columns: [{ name: 'b', text: 'b' }],
  });
});
