import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import type { RunEvent } from './events.ts';
import { rollbackPreview, rollbackRun } from './rollback.ts';
import { Cancelled, Shutdown } from './stop-reasons.ts';
import { MemoryRunStore } from './store.ts';
import { parseTarget } from './target/config.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from './testing.ts';

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

const BOOKINGS = `
  CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, name VARCHAR(40),
    active BOOLEAN DEFAULT 1, created DATETIME DEFAULT CURRENT_TIMESTAMP, meta JSON);
  CREATE TABLE "Order Details" (user_id INTEGER REFERENCES users ON DELETE CASCADE, line INTEGER,
    price REAL, amount DECIMAL(8,2), photo BLOB, PRIMARY KEY (user_id, line));
  CREATE INDEX ix_price ON "Order Details" (price DESC, line);
  CREATE TABLE settings (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE VIEW v AS SELECT count(*) FROM users;
  CREATE TRIGGER touched AFTER UPDATE ON settings BEGIN UPDATE users SET name = own_function(name); END;
  INSERT INTO users VALUES (1, 'a@x', 'Анна 🐘', 1, '2024-02-29 10:00:00', '{"b":1,"a":[1.50,1e2]}'),
    (2, 'b@x', 'tab	back\\slash' || char(10) || '\\N', 0, '2024-03-01T11:12:13.5', NULL), (500, 'c@x', '', NULL, NULL, '[]');
  DELETE FROM users WHERE id = 500;
  INSERT INTO "Order Details" VALUES (1, 1, 0.1, 19.99, x'00ff'), (1, 2, -0.0, 5, x''), (2, 1, 1e300, NULL, NULL),
    (2, 2, 9e999, 0.5, NULL);
  INSERT INTO settings VALUES ('a', 'text'), ('b', 9223372036854775807), ('c', NULL);
`;

/** Every object of the database outside PostgreSQL's own schemas. */
const everything = (url: string) =>
  rowsOf(
    url,
    `SELECT n.nspname, c.relkind, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
     UNION ALL SELECT 'schema', 'n', nspname FROM pg_namespace WHERE nspname LIKE 'howdah%' ORDER BY 1, 2, 3`,
  );

describe('a full run', () => {
  test('carries rows, keys, indexes and identities, and says what it left out', async () => {
    const source = sourceFrom(folder.path, BOOKINGS);
    const { report } = await migrate(source, target.url);
    expect(report.error).toBeNull();
    expect(report.outcome).toBe('succeeded');
    for (const table of report.tables) {
      expect(table.rows.copied).toBe(table.rows.source);
      expect(table.verification).toMatchObject({ count: 'match', content: 'match' });
    }
    expect(
      await rowsOf(target.url, 'SELECT id, email, name, active, created, meta FROM users ORDER BY 1'),
    ).toEqual([
      ['1', 'a@x', 'Анна 🐘', 't', '2024-02-29 10:00:00', '{"a": [1.50, 100], "b": 1}'],
      ['2', 'b@x', 'tab\tback\\slash\n\\N', 'f', '2024-03-01 11:12:13.5', null],
    ]);
    expect(await rowsOf(target.url, 'SELECT * FROM "Order Details" ORDER BY 1, 2')).toEqual([
      ['1', '1', '0.1', '19.99', '\\x00ff'],
      // SQLite itself keeps -0.0 of a REAL column as the integer 0.
      ['1', '2', '0', '5.00', '\\x'],
      ['2', '1', '1e+300', null, null],
      ['2', '2', 'Infinity', '0.50', null],
    ]);
    expect(await rowsOf(target.url, `INSERT INTO users (email) VALUES ('n@x') RETURNING id, active`)).toEqual(
      [['501', 't']],
    );
    const keys = await rowsOf(
      target.url,
      `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
       AND contype IN ('p', 'u', 'f') ORDER BY 1`,
    );
    expect(keys.flat()).toEqual([
      'FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE',
      'PRIMARY KEY (id)',
      'PRIMARY KEY (key)',
      'PRIMARY KEY (user_id, line)',
      'UNIQUE (email)',
    ]);
    expect(await rowsOf(target.url, `SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_price'`)).toEqual([
      ['CREATE INDEX ix_price ON public."Order Details" USING btree (price DESC, line)'],
    ]);
    expect(await rowsOf(target.url, 'SELECT * FROM v')).toEqual([['3']]);
    expect(report.objects).toContainEqual(
      expect.objectContaining({ kind: 'trigger', name: 'touched', outcome: 'left-out' }),
    );
  });

  test('moves tables of the same name aside and rollback puts them back as they were', async () => {
    const source = sourceFrom(folder.path, BOOKINGS);
    await rowsOf(
      target.url,
      `CREATE TABLE users (x serial PRIMARY KEY, y text); INSERT INTO users (y) VALUES ('mine')`,
    );
    const before = await everything(target.url);

    const refused = await migrate(source, target.url);
    expect(refused.report.error?.code).toBe('TGT-NOT-EMPTY');
    expect(await everything(target.url)).toEqual(before);

    const { runId, report } = await migrate(source, target.url, { plan: { replace: true } });
    expect(report.outcome).toBe('succeeded');
    expect(await rowsOf(target.url, `SELECT y FROM howdah_${runId}_before.users`)).toEqual([['mine']]);

    await rowsOf(target.url, `INSERT INTO users (email) VALUES ('later@x')`);
    const config = parseTarget(target.url);
    const preview = await rollbackPreview(runId, config);
    expect(preview.tables.find((table) => table.name === 'users')).toEqual({
      name: 'users',
      restores: true,
      rowsAtCutover: 2,
      rowsNow: 3,
      rowsKept: 1,
    });
    const result = await rollbackRun(runId, config, 'a test', { signal: new AbortController().signal });
    expect(result).toEqual({
      restored: ['users'],
      removed: ['Order Details', 'settings'],
      standing: [{ table: 'users', rowsBefore: 1, rowsNow: 1 }],
    });
    const after = await everything(target.url);
    const own = (rows: (string | null)[][]) =>
      rows.filter(([schema, , name]) => !`${schema} ${name}`.includes('howdah'));
    expect(own(after)).toEqual(before);
    expect(await rowsOf(target.url, 'INSERT INTO users (y) VALUES (2) RETURNING x')).toEqual([['2']]);
    // What was written since is not lost either.
    expect(await rowsOf(target.url, `SELECT count(*) FROM howdah_${runId}_after.users`)).toEqual([['3']]);
    await expect(
      rollbackRun(runId, config, 'again', { signal: new AbortController().signal }),
    ).rejects.toMatchObject({ code: 'RUN-ROLLED-BACK' });
  });

  test('whoever could use a table that is replaced can use the new one', async () => {
    const role = `app_${target.name.slice(-12)}`;
    await rowsOf(
      target.url,
      `CREATE TABLE users (x int); CREATE ROLE ${role}; ALTER TABLE users ADD name text; GRANT SELECT, INSERT ON users TO ${role}; GRANT UPDATE (name) ON users TO ${role}; GRANT SELECT ON users TO PUBLIC`,
    );
    const { report } = await migrate(sourceFrom(folder.path, BOOKINGS), target.url, {
      plan: { replace: true },
    });
    expect(report.error).toBeNull();
    const may = `has_table_privilege('${role}', 'users', 'INSERT'), has_table_privilege('${role}', 'users', 'DELETE'),
      has_column_privilege('${role}', 'users', 'name', 'UPDATE'), has_column_privilege('${role}', 'users', 'id', 'UPDATE')`;
    expect(await rowsOf(target.url, `SELECT ${may}`)).toEqual([['t', 'f', 't', 'f']]);
    await rowsOf(target.url, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  test('a table with row level security is not moved aside, one with triggers is, and that is said', async () => {
    const source = sourceFrom(folder.path, 'CREATE TABLE t (id INTEGER PRIMARY KEY)');
    await rowsOf(
      target.url,
      `CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()`,
    );
    const first = await migrate(source, target.url, { kind: 'dry', plan: { replace: true } });
    expect(first.report.error).toBeNull();
    expect(first.report.findings.map(({ code }) => code)).toContain('TGT-TRIGGERS');
    await rowsOf(target.url, 'ALTER TABLE t ENABLE ROW LEVEL SECURITY');
    const second = await migrate(source, target.url, { plan: { replace: true } });
    expect(second.report.error?.code).toBe('TGT-ROW-SECURITY');
  });

  test('refuses to run another plan than the one approved', async () => {
    const source = sourceFrom(folder.path, BOOKINGS);
    const { report } = await migrate(source, target.url, { input: { expectedPlanHash: 'another' } });
    expect(report.error?.code).toBe('PLN-CHANGED');
    expect(await everything(target.url)).toEqual([]);
  });
});

test('a dry run does everything but leaves the target as it was', async () => {
  const source = sourceFrom(folder.path, BOOKINGS);
  const { report } = await migrate(source, target.url, { kind: 'dry' });
  expect(report.outcome).toBe('succeeded');
  expect(report.tables.every((table) => table.verification.content === 'match')).toBe(true);
  expect(await everything(target.url)).toEqual([]);
});

test('verify finds a changed value and names it by key, column and both values', async () => {
  const source = sourceFrom(folder.path, BOOKINGS);
  await migrate(source, target.url);
  expect((await migrate(source, target.url, { kind: 'verify' })).report.outcome).toBe('succeeded');
  await rowsOf(target.url, `UPDATE "Order Details" SET price = 0.2 WHERE user_id = 1 AND line = 1`);
  await rowsOf(target.url, `DELETE FROM settings WHERE key = 'c'`);
  const { report } = await migrate(source, target.url, { kind: 'verify' });
  expect(report.error?.code).toBe('VER-DIFFERS');
  const mismatches = Object.fromEntries(
    report.tables.map((table) => [table.source, table.verification.mismatches]),
  );
  expect(mismatches['Order Details']).toEqual([
    { key: 'user_id=1, line=1', column: 'price', source: '0.1', target: '0.2' },
  ]);
  expect(mismatches.settings).toEqual([{ key: 'key=c', column: null, source: '(c, NULL)', target: null }]);
  expect(mismatches.users).toEqual([]);
});

test('a cancelled run leaves nothing in the target', async () => {
  const source = sourceFrom(folder.path, BOOKINGS);
  const controller = new AbortController();
  const store = new MemoryRunStore('full', (event) => {
    if (event.type === 'stage-started' && event.stage === 'constraints') controller.abort(new Cancelled());
  });
  const { report } = await migrate(source, target.url, { store, signal: controller.signal });
  expect(report.outcome).toBe('cancelled');
  expect(await everything(target.url)).toEqual([]);
});

test('a cancel that comes after the cutover does not turn a public run into a cancelled one', async () => {
  const source = sourceFrom(folder.path, BOOKINGS);
  const abort = new AbortController();
  const store = new MemoryRunStore('full', (event) => {
    if (event.type === 'cut-over') abort.abort(new Cancelled('too late'));
  });
  const { report } = await migrate(source, target.url, { store, signal: abort.signal });
  expect(report.outcome).toBe('succeeded');
  expect(await rowsOf(target.url, 'SELECT count(*) FROM users')).toEqual([['2']]);
});

test('verify has nothing to say about tables being in the way', async () => {
  const source = sourceFrom(folder.path, BOOKINGS);
  await migrate(source, target.url);
  const { report } = await migrate(source, target.url, { kind: 'verify' });
  expect(report.outcome).toBe('succeeded');
  expect(report.findings.filter(({ code }) => code.startsWith('TGT-'))).toEqual([]);
});

test('an interrupted run goes on where it was: no row twice, none missing', async () => {
  const source = sourceFrom(
    folder.path,
    `CREATE TABLE big (id INTEGER PRIMARY KEY, body TEXT);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
     INSERT INTO big SELECT i, printf('%2000d', i) FROM n`,
  );
  const runId = 'resumed001';
  const staging = `howdah_${runId}_stage`;
  // Holds the second chunk's transaction open, so that the interruption always comes in the middle of the copy.
  const gate = new pg.Client({ connectionString: target.url });
  await gate.connect();
  await gate.query('SELECT pg_advisory_lock(42)');
  class GatedStore extends MemoryRunStore {
    gated = false;
    override async append(id: string, events: RunEvent[]): Promise<void> {
      await super.append(id, events);
      if (this.gated || !events.some((event) => event.type === 'stage-done' && event.stage === 'schema'))
        return;
      this.gated = true;
      await gate.query(
        `CREATE FUNCTION ${staging}.hold() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN IF NEW.chunk = 1 THEN PERFORM pg_advisory_xact_lock(42); END IF; RETURN NEW; END $$;
         CREATE TRIGGER hold BEFORE INSERT ON ${staging}.howdah_chunks FOR EACH ROW EXECUTE FUNCTION ${staging}.hold()`,
      );
    }
  }
  const store = new GatedStore('full');
  const controller = new AbortController();
  const running = migrate(source, target.url, { store, signal: controller.signal, input: { runId } });
  running.catch(() => {});
  const copied = async () =>
    Number((await rowsOf(target.url, `SELECT count(*) FROM ${staging}.howdah_chunks`))[0]?.[0]);
  await vi.waitFor(async () => expect(await copied()).toBeGreaterThan(0), { timeout: 20_000 });
  controller.abort(new Shutdown());
  await expect(running).rejects.toThrow(Shutdown);
  await gate.query(`DROP FUNCTION ${staging}.hold() CASCADE`);
  await gate.end();
  const [[there]] = (await rowsOf(target.url, `SELECT count(*) FROM ${staging}.big`)) as [[string]];
  expect(Number(there)).toBeGreaterThan(0);
  expect(Number(there)).toBeLessThan(30000);

  const { report } = await migrate(source, target.url, { store, input: { runId } });
  expect(report.error).toBeNull();
  expect(store.state.resumed).toBe(1);
  const snapshots = store.events.filter((event) => event.type === 'stage-done' && event.stage === 'snapshot');
  expect(snapshots).toHaveLength(1);
  expect(await rowsOf(target.url, 'SELECT count(*), count(DISTINCT id), sum(id) FROM big')).toEqual([
    ['30000', '30000', '450015000'],
  ]);
});

describe('what belongs to tables', () => {
  const ITEMS = `
    CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE, price REAL CHECK (price >= 0), qty INTEGER,
      total REAL GENERATED ALWAYS AS (price * qty) STORED, label TEXT AS (name || ':' || qty), done BOOLEAN,
      CONSTRAINT "few items" CHECK (qty < 100), CHECK (name GLOB '[A-Za-z]*'));
    CREATE UNIQUE INDEX one_open ON items (qty) WHERE done = 0;
    CREATE INDEX by_lower ON items (lower(name), length(name) DESC);
    INSERT INTO items (name, price, qty, done) VALUES ('Anna', 1.5, 2, 0), ('bob', 0.1, 3, 1), ('Carl', 10, 3, 1);
    PRAGMA ignore_check_constraints = ON;
    INSERT INTO items (name, price, qty, done) VALUES ('dora', 1, 500, 1);
    CREATE VIEW open_items AS SELECT id, name, total FROM items WHERE NOT done ORDER BY name;
    CREATE VIEW counted AS SELECT count(*) AS n, strftime('%Y', '2024-05-06') AS year FROM open_items;
    CREATE VIEW odd AS SELECT my_function(name) FROM items`;

  test('CHECKs, generated columns, partial and expression indexes and views keep their meaning', async () => {
    const { report, runId } = await migrate(sourceFrom(folder.path, ITEMS), target.url);
    expect(report.error).toBeNull();
    const query = (sql: string) => rowsOf(target.url, sql);
    expect(await query('SELECT total, label FROM items ORDER BY id')).toEqual([
      ['3', 'Anna:2'],
      ['0.30000000000000004', 'bob:3'],
      ['30', 'Carl:3'],
      ['500', 'dora:500'],
    ]);
    expect(await query('SELECT * FROM open_items')).toEqual([['1', 'Anna', '3']]);
    expect(await query('SELECT * FROM counted')).toEqual([['1', '2024']]);
    await expect(query(`INSERT INTO items (name, qty, done) VALUES ('ANNA', 9, true)`)).rejects.toThrow(
      'items_name_key',
    );
    await expect(query(`INSERT INTO items (name, qty, done) VALUES ('e', 2, false)`)).rejects.toThrow(
      'one_open',
    );
    await query(`INSERT INTO items (name, qty, done) VALUES ('f', 2, true)`);
    await expect(query(`INSERT INTO items (name, price) VALUES ('g', -1)`)).rejects.toThrow('items_check');
    await expect(query(`INSERT INTO items (name) VALUES ('1')`)).rejects.toThrow('items_check2');
    await expect(query(`INSERT INTO items (name, qty) VALUES ('h', 100)`)).rejects.toThrow('few items');
    const outcome = (kind: string, name: string) =>
      report.objects.find((object) => object.kind === kind && object.name === name);
    expect(outcome('check', 'few items')).toMatchObject({ outcome: 'adapted' });
    expect(outcome('generated-column', 'label')).toMatchObject({ outcome: 'adapted' });
    expect(outcome('view', 'odd')).toMatchObject({
      outcome: 'left-out',
      reason: expect.stringContaining('my_function'),
    });
    expect(outcome('index', 'by_lower')).toMatchObject({ outcome: 'migrated' });

    await rollbackRun(runId, parseTarget(target.url), 'test', { signal: new AbortController().signal });
    expect(await query(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual(
      [],
    );
  });

  test('a dry run takes the helper functions away again', async () => {
    const { report } = await migrate(sourceFrom(folder.path, ITEMS), target.url, { kind: 'dry' });
    expect(report.error).toBeNull();
    expect(await everything(target.url)).toEqual([]);
  });

  test('what PostgreSQL refuses is left out with its own words', async () => {
    const source = sourceFrom(
      folder.path,
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
       CREATE VIEW loose AS WITH RECURSIVE n(k) AS
         (SELECT 1 UNION ALL SELECT n.k + 1 FROM t LEFT JOIN n ON n.k < 3 WHERE n.k < 3) SELECT k FROM n;
       CREATE VIEW over_loose AS SELECT k FROM loose;
       CREATE INDEX moment ON t (date(a));
     CREATE TABLE once (a TEXT UNIQUE ON CONFLICT IGNORE);`,
    );
    const { report } = await migrate(source, target.url);
    expect(report.error).toBeNull();
    expect(report.objects).toContainEqual(
      expect.objectContaining({ kind: 'conflict-clause', table: 'once', outcome: 'left-out' }),
    );
    expect(report.objects).toContainEqual(expect.objectContaining({ name: 'moment', outcome: 'migrated' }));
    for (const name of ['loose', 'over_loose']) {
      expect(report.objects.find((object) => object.name === name)).toMatchObject({
        outcome: 'left-out',
        reason: expect.stringContaining('PostgreSQL refused it'),
      });
    }
  });
});
