import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from '../testing.ts';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  target = await testDatabase();
  folder = temporaryFolder();
});
afterEach(async () => {
  await target.drop();
  folder[Symbol.dispose]();
});

test('comments, options and clauses of a table are carried or listed', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE users ( -- who may sign in
       id INTEGER PRIMARY KEY AUTOINCREMENT, -- it's \\ never given twice
       name TEXT UNIQUE ON CONFLICT REPLACE /* as shown
         * to others */,
       extra ANY -- what the form's last field held
     ) STRICT;
     INSERT INTO users VALUES (1, 'a', 1), (2, 'b', 'text'), (3, 'c', 2.5);
     CREATE TABLE pairs (a INT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID, STRICT;
     INSERT INTO pairs VALUES (1, 2);`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  const listed = report.objects
    .filter(({ kind }) => ['comment', 'table-option', 'conflict-clause'].includes(kind))
    .map(({ kind, name, table, outcome }) => `${kind} ${table}.${name} ${outcome}`);
  expect(listed.sort()).toEqual([
    'comment users.extra adapted',
    'comment users.id adapted',
    'comment users.name adapted',
    'comment users.users adapted',
    'conflict-clause users.ON CONFLICT REPLACE left-out',
    'table-option pairs.STRICT migrated',
    'table-option pairs.WITHOUT ROWID migrated',
    'table-option users.AUTOINCREMENT migrated',
    'table-option users.STRICT migrated',
  ]);
  expect(
    await rowsOf(
      target.url,
      `SELECT obj_description('users'::regclass), col_description('users'::regclass, 1), col_description('users'::regclass, 2)`,
    ),
  ).toEqual([['who may sign in', "it's \\ never given twice", 'as shown\nto others']]);
  expect(await rowsOf(target.url, 'SELECT extra FROM users ORDER BY id')).toEqual([['1'], ['text'], ['2.5']]);
});
