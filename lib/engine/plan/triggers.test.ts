import Database from 'better-sqlite3';
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

const SCHEMA = `
  CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, views INTEGER DEFAULT 0, published BOOLEAN DEFAULT 0,
    updated_at DATETIME DEFAULT '2000-01-01 00:00:00');
  CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER NOT NULL);
  CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, post INTEGER, was TEXT, now TEXT, flag BOOLEAN);
  INSERT INTO counts VALUES ('posts', 1);
  INSERT INTO posts (id, title) VALUES (1, 'first');
  CREATE VIEW titles AS SELECT id, title FROM posts;
  CREATE TRIGGER touched AFTER UPDATE OF title, views ON posts FOR EACH ROW WHEN OLD.title IS NOT NEW.title
    BEGIN UPDATE posts SET updated_at = datetime('2024-05-06 07:08:09', '+1 day') WHERE id = NEW.id; END;
  CREATE TRIGGER counted AFTER INSERT ON posts BEGIN
    INSERT INTO counts (name, n) VALUES ('posts', 1) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n; END;
  CREATE TRIGGER uncounted AFTER DELETE ON posts BEGIN
    UPDATE counts SET n = n - 1 WHERE name = 'posts';
    INSERT INTO log (post, was, flag) SELECT OLD.id, upper(OLD.title) || '!', 1; END;
  CREATE TRIGGER audited AFTER UPDATE ON posts WHEN NEW.published BEGIN
    INSERT INTO log (post, was, now, flag) VALUES (NEW.id, OLD.title, NEW.title, NEW.published); END;
  CREATE TRIGGER no_bad BEFORE INSERT ON posts BEGIN
    SELECT CASE WHEN NEW.title = 'bad' THEN RAISE(ABORT, 'no bad titles') WHEN NEW.title = 'skip' THEN RAISE(IGNORE) END; END;
  CREATE TRIGGER no_delete BEFORE DELETE ON posts WHEN OLD.id = 1 BEGIN SELECT RAISE(FAIL, 'the first stays'); END;
  CREATE TRIGGER through_view INSTEAD OF INSERT ON titles BEGIN
    INSERT OR IGNORE INTO posts (id, title) VALUES (NEW.id, NEW.title); END;`;

const STATEMENTS = [
  `INSERT INTO posts (id, title) VALUES (2, 'second'), (3, 'third')`,
  `UPDATE posts SET title = 'changed' WHERE id = 2`,
  'UPDATE posts SET views = 5 WHERE id = 3',
  `UPDATE posts SET published = true, title = 'out' WHERE id = 3`,
  'DELETE FROM posts WHERE id = 2',
  `INSERT INTO posts (id, title) VALUES (4, 'bad')`,
  `INSERT INTO posts (id, title) VALUES (5, 'skip')`,
  'DELETE FROM posts WHERE id = 1',
  `INSERT INTO titles (id, title) VALUES (6, 'by view'), (3, 'taken')`,
];

const QUERIES = [
  'SELECT id, title, views, CAST(published AS INTEGER), updated_at FROM posts ORDER BY id',
  'SELECT name, n FROM counts ORDER BY name',
  'SELECT post, was, now, CAST(flag AS INTEGER) FROM log ORDER BY post, was, now',
];

test('triggers have the same effect on both sides', async () => {
  const source = sourceFrom(folder.path, SCHEMA);
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  const triggers = report.objects.filter((object) => object.kind === 'trigger');
  expect(triggers.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
    ['touched', 'counted', 'uncounted', 'audited', 'no_bad', 'no_delete', 'through_view'].map(
      (name) => `${name} adapted`,
    ),
  );
  const sqlite = new Database(source);
  for (const sql of STATEMENTS) {
    const attempts = [async () => void sqlite.exec(sql), async () => void (await rowsOf(target.url, sql))];
    const [here, there] = await Promise.all(
      attempts.map((run) =>
        run().then(
          () => 'done',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(`${sql}: ${there}`).toBe(`${sql}: ${here}`);
    for (const query of QUERIES) {
      const rows = (sqlite.prepare(query).raw().all() as unknown[][]).map((row) =>
        row.map((value) => (value === null ? null : String(value))),
      );
      expect(await rowsOf(target.url, query), `${query} after ${sql}`).toEqual(rows);
    }
  }
  sqlite.close();
});

test('a trigger that means nothing to PostgreSQL is left out with the reason', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
     CREATE TRIGGER calls AFTER INSERT ON t BEGIN UPDATE t SET a = my_function(a); END;
     CREATE TRIGGER replaces AFTER INSERT ON t BEGIN REPLACE INTO t VALUES (1, 'x'); END;
     CREATE TRIGGER gone AFTER INSERT ON t BEGIN DELETE FROM nowhere; END;`,
  );
  const { report } = await migrate(source, target.url);
  expect(report.outcome).toBe('succeeded');
  const reasons = Object.fromEntries(report.objects.map((object) => [object.name, object.reason]));
  expect(reasons.calls).toContain('my_function()');
  expect(reasons.replaces).toContain('REPLACE');
  expect(reasons.gone).toContain('nowhere');
});
