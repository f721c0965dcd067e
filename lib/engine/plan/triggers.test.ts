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
  expect(triggers.find(({ name }) => name === 'no_delete')?.reason).toContain(
    'FAIL undoes the whole statement',
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

const RARER = `
  CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE, qty INTEGER DEFAULT 0, price REAL, data JSON,
    created DATETIME, touched INTEGER DEFAULT 0);
  CREATE TABLE stock (item INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE, n INTEGER NOT NULL DEFAULT 0, note TEXT);
  CREATE TABLE totals (kind TEXT, day TEXT, n INTEGER, sum REAL, PRIMARY KEY (kind, day));
  CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT, old TEXT, new TEXT, at DATETIME);
  CREATE TABLE marks (item INTEGER, mark TEXT, UNIQUE (item, mark));
  INSERT INTO items (id, name, qty, price, data, created) VALUES (1, 'One', 1, 1.5, '{"a": 1}', 1709200800);
  INSERT INTO audit (what, at) VALUES ('start', 1709200800);
  CREATE TRIGGER t1 AFTER INSERT ON items BEGIN
    INSERT INTO stock (item, n) VALUES (NEW.id, NEW.qty) ON CONFLICT (item) DO UPDATE SET n = excluded.n, note = 'again';
    INSERT OR REPLACE INTO totals (kind, day, n, sum)
      SELECT 'items', '2024', count(*), total(price) FROM items;
    UPDATE items SET touched = touched + 1, created = 1709200800 + NEW.id WHERE id = NEW.id;
  END;
  CREATE TRIGGER t2 AFTER UPDATE ON items WHEN OLD.qty <> NEW.qty BEGIN
    UPDATE items SET touched = touched + 10 WHERE id = NEW.id;
    UPDATE stock SET (n, note) = (NEW.qty, 'was ' || OLD.qty) WHERE item = NEW.id;
    INSERT INTO audit (what, old, new, at) VALUES ('qty', OLD.qty, json_object('qty', NEW.qty, 'a', json_extract(NEW.data, '$.a')), strftime('%s', '2024-03-01'));
  END;
  CREATE TABLE tags (name TEXT UNIQUE COLLATE NOCASE, n INTEGER DEFAULT 1);
  CREATE TRIGGER t9 AFTER INSERT ON items BEGIN
    INSERT INTO tags (name) VALUES ('tag') ON CONFLICT (name) DO UPDATE SET n = n + 1;
    INSERT INTO tags (name) VALUES ('TAG') ON CONFLICT (name) DO NOTHING;
  END;
  CREATE TRIGGER t3 BEFORE INSERT ON items WHEN NEW.price < 0 BEGIN SELECT RAISE(ROLLBACK, 'negative price'); END;
  CREATE TRIGGER t4 BEFORE UPDATE OF name ON items BEGIN
    SELECT RAISE(ABORT, 'marked') FROM marks WHERE item = OLD.id AND mark = 'fixed';
    SELECT CASE (SELECT count(*) FROM marks WHERE item = OLD.id) WHEN 0 THEN NULL WHEN 2 THEN RAISE(IGNORE) ELSE RAISE(ABORT, 'one mark') END;
  END;
  CREATE TRIGGER t5 AFTER DELETE ON items BEGIN
    DELETE FROM marks WHERE item = OLD.id;
    INSERT OR IGNORE INTO marks SELECT OLD.id, m FROM (SELECT 'gone' AS m UNION ALL SELECT 'gone');
    INSERT INTO audit (what, old) VALUES ('deleted', OLD.data);
  END;
  CREATE TRIGGER t6 AFTER INSERT ON marks WHEN NEW.mark GLOB 'x*' BEGIN
    UPDATE items SET data = json_set(data, '$.mark', NEW.mark), name = upper(name) WHERE id = NEW.item;
  END;
  CREATE VIEW priced AS SELECT id, name, price * 2 AS twice FROM items;
  CREATE TRIGGER t7 INSTEAD OF UPDATE ON priced BEGIN UPDATE items SET price = NEW.twice / 2 WHERE id = OLD.id; END;
  CREATE TRIGGER t8 INSTEAD OF DELETE ON priced BEGIN DELETE FROM items WHERE id = OLD.id; END;`;

const RARER_STATEMENTS = [
  `INSERT INTO items (id, name, qty, price, data) VALUES (2, 'Two', 5, 2.5, '{"a": "x"}'), (3, 'Three', 0, 1, NULL)`,
  'UPDATE items SET qty = qty + 1',
  `INSERT INTO items (id, name, price) VALUES (4, 'Bad', -1)`,
  `UPDATE items SET name = 'Uno' WHERE id = 1`,
  `INSERT INTO marks VALUES (1, 'x1'), (2, 'fixed'), (3, 'a'), (3, 'b')`,
  `UPDATE items SET name = 'Due' WHERE id = 2`,
  `UPDATE items SET name = 'Tre' WHERE id = 3`,
  `UPDATE items SET name = 'Eins' WHERE id = 1`,
  'UPDATE priced SET twice = 9.0 WHERE id = 1',
  'DELETE FROM priced WHERE id = 3',
  'DELETE FROM items WHERE id = 2',
];

const RARER_QUERIES = [
  `SELECT id, name, qty, price, data ->> 'a', data ->> 'mark', touched FROM items ORDER BY id`,
  'SELECT item, n, note FROM stock ORDER BY item',
  'SELECT kind, day, n, sum FROM totals ORDER BY kind',
  'SELECT what, old, new FROM audit ORDER BY id',
  'SELECT item, mark FROM marks ORDER BY item, mark',
  'SELECT id, twice FROM priced ORDER BY id',
  'SELECT name, n FROM tags ORDER BY name',
];

test('rarer triggers have the same effect on both sides', async () => {
  const source = sourceFrom(folder.path, RARER);
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  const triggers = report.objects.filter((object) => object.kind === 'trigger');
  expect(triggers.map(({ name, outcome, reason }) => `${name} ${outcome} ${reason}`)).toEqual(
    [1, 2, 9, 3, 4, 5, 6]
      .map((n) => `t${n} adapted a trigger with the function items_t${n}()`.replace('items_t6', 'marks_t6'))
      .concat([7, 8].map((n) => `t${n} adapted a trigger with the function priced_t${n}()`)),
  );
  const sqlite = new Database(source);
  sqlite.pragma('foreign_keys = ON');
  const plain = (value: unknown) =>
    value === null ? null : /^-?\d+(\.\d+)?$/.test(String(value)) ? String(Number(value)) : String(value);
  for (const sql of RARER_STATEMENTS) {
    const attempts = [async () => void sqlite.exec(sql), async () => void (await rowsOf(target.url, sql))];
    const outcomes: string[] = [];
    for (const run of attempts) {
      outcomes.push(
        await run().then(
          () => 'done',
          (error: Error) => error.message,
        ),
      );
    }
    expect(`${sql}: ${outcomes[1]}`).toBe(`${sql}: ${outcomes[0]}`);
    for (const query of RARER_QUERIES) {
      const here = (sqlite.prepare(query).raw().all() as unknown[][]).map((row) => row.map(plain));
      const there = (await rowsOf(target.url, query)).map((row) => row.map(plain));
      expect(there, `${query} after ${sql}`).toEqual(here);
    }
  }
  sqlite.close();
});
