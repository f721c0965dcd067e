/** Each way of rows into tables that stand there: forward, twice, and back. */
import { describe, expect, test } from 'vitest';
import { rollbackPreview } from '../rollback.ts';
import { parseTarget } from '../target/config.ts';
import { stage } from './testing.ts';

const on = stage();

/** As an application's migrations made it: other types, names in snake case, what the source has not. */
const SHOP = `
  CREATE TABLE customers (id serial PRIMARY KEY, email varchar(60) NOT NULL UNIQUE, joined timestamptz, vip boolean NOT NULL,
    note text DEFAULT 'none');
  CREATE TABLE orders (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers,
    total numeric(10,2) NOT NULL CHECK (total >= 0), placed_at timestamp(3),
    doubled numeric(12,2) GENERATED ALWAYS AS (total * 2) STORED)`;

const BOOKS = `
  CREATE TABLE Customers (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, joined DATETIME, vip BOOLEAN);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customerId INTEGER REFERENCES Customers, total REAL, placedAt BIGINT);
  INSERT INTO Customers VALUES (1, 'a@x', '2024-01-02 03:04:05', 1), (2, 'b@x', NULL, 0), (40, 'c@x', NULL, 0);
  DELETE FROM Customers WHERE id = 40;
  INSERT INTO orders VALUES (7, 1, 12.5, 1704164645123), (8, 2, 0.1, NULL);`;

const CHOICES = {
  zone: 'UTC',
  tables: { orders: { columns: { placedAt: { form: 'unix-milliseconds' } } } },
} as const;

const STANDS = `
  INSERT INTO customers (email, vip, note) VALUES ('old@x', true, 'kept'), ('other@x', false, 'mine'), ('third@x', false, 'x');
  INSERT INTO orders (customer_id, total) VALUES (1, 5), (3, 6)`;

const customers = () => on.there('SELECT id, email, joined::text, vip, note FROM customers ORDER BY 1');
const orders = () => on.there('SELECT * FROM orders ORDER BY 1');
const preview = (runId: string) => rollbackPreview(runId, parseTarget(on.target.url));

describe('fail', () => {
  test('rows go into empty tables, the second time nothing changes, and back', async () => {
    await on.there(SHOP);
    const path = on.source(BOOKS);
    const { report, runId } = await on.run(path, 'fail', { overrides: CHOICES });
    expect(report.error).toBeNull();
    expect(report.tables.map(({ verification }) => verification.content)).toEqual(['match', 'match']);
    expect(await customers()).toEqual([
      ['1', 'a@x', '2024-01-02 03:04:05+00', 't', 'none'],
      ['2', 'b@x', null, 'f', 'none'],
    ]);
    expect(await orders()).toEqual([
      ['7', '1', '12.50', '2024-01-02 03:04:05.123', '25.00'],
      ['8', '2', '0.10', null, '0.20'],
    ]);
    const stands = await on.everything();
    const again = await on.run(path, 'fail', { overrides: CHOICES });
    expect(again.report.error?.code).toBe('TGT-ROWS');
    expect(await on.everything()).toEqual(stands);
    expect((await on.run(path, 'fail', { kind: 'verify', overrides: CHOICES })).report.error).toBeNull();

    // The source's own numbers go on: 40 was given out there once.
    expect(await on.there(`INSERT INTO customers (email, vip) VALUES ('new@x', true) RETURNING id`)).toEqual([
      ['41'],
    ]);
    expect(await on.there('INSERT INTO orders (customer_id, total) VALUES (1, 1) RETURNING id')).toEqual([
      ['9'],
    ]);
    expect((await preview(runId)).tables).toEqual([
      { name: 'customers', restores: true, rowsAtCutover: 2, rowsNow: 3, rowsKept: null, writtenSince: 1 },
      { name: 'orders', restores: true, rowsAtCutover: 2, rowsNow: 3, rowsKept: null, writtenSince: 1 },
    ]);
    expect(await on.back(runId)).toMatchObject({ restored: ['customers', 'orders'], removed: [] });
    expect(await customers()).toEqual([]);
    expect(await on.there(`SELECT count(*) FROM howdah_${runId}_after.customers`)).toEqual([['3']]);
    expect((await on.run(path, 'fail', { overrides: CHOICES })).report.error).toBeNull();
  });

  test('a row that came between plan and cutover stops it', async () => {
    await on.there(`${SHOP}; CREATE FUNCTION late() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NOT EXISTS (SELECT FROM public.customers) THEN INSERT INTO public.customers (email, vip) VALUES ('late@x', true); END IF; END $$;
      CREATE EVENT TRIGGER late ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION late()`);
    const { report } = await on.run(on.source(BOOKS), 'fail', { overrides: CHOICES });
    expect(report.error?.code).toBe('TGT-ROWS');
    expect(await on.there('SELECT email FROM customers')).toEqual([['late@x']]);
    expect(await orders()).toEqual([]);
  });
});

describe('replace', () => {
  test('old rows give way and come back as they were; twice is the same', async () => {
    await on.there(`${SHOP}; ${STANDS}`);
    const [before, beforeOrders] = [await customers(), await orders()];
    const path = on.source(BOOKS);
    const first = await on.run(path, 'replace', { overrides: CHOICES });
    expect(first.report.error).toBeNull();
    const [stands, standing] = [await customers(), await orders()];
    expect(stands.map(([id]) => id)).toEqual(['1', '2']);
    const second = await on.run(path, 'replace', { overrides: CHOICES });
    expect(second.report.error).toBeNull();
    expect([await customers(), await orders()]).toEqual([stands, standing]);
    expect((await on.run(path, 'replace', { kind: 'verify', overrides: CHOICES })).report.error).toBeNull();

    await expect(on.back(first.runId)).rejects.toMatchObject({ code: 'RUN-NOT-LATEST' });
    await on.back(second.runId);
    expect([await customers(), await orders()]).toEqual([stands, standing]);
    await on.there(`UPDATE orders SET total = 99 WHERE id = 7; DELETE FROM orders WHERE id = 8`);
    // Rows that a rollback put back were written by it: they count, though nobody else touched them.
    expect((await preview(first.runId)).tables.map(({ writtenSince }) => writtenSince)).toEqual([2, 2]);
    await on.back(first.runId);
    expect([await customers(), await orders()]).toEqual([before, beforeOrders]);
    expect(await on.there(`SELECT id, total FROM howdah_${first.runId}_after.orders`)).toEqual([
      ['7', '99.00'],
    ]);
    expect(await on.there(`SELECT nspname FROM pg_namespace WHERE nspname ~ '_(before|stage)$'`)).toEqual([]);
  });
});

describe('upsert', () => {
  test('brings rows to what the source says, adds the others, leaves the rest', async () => {
    await on.there(`${SHOP}; ${STANDS}`);
    const [before, beforeOrders] = [await customers(), await orders()];
    const path = on.source(BOOKS);
    const first = await on.run(path, 'upsert', { overrides: CHOICES });
    expect(first.report.error).toBeNull();
    const [stands, standing] = [await customers(), await orders()];
    expect(stands).toEqual([
      ['1', 'a@x', '2024-01-02 03:04:05+00', 't', 'kept'],
      ['2', 'b@x', null, 'f', 'mine'],
      ['3', 'third@x', null, 'f', 'x'],
    ]);
    expect(standing.map(([id]) => id)).toEqual(['1', '2', '7', '8']);
    const versions = await on.there('SELECT xmin, ctid FROM customers ORDER BY id');
    const second = await on.run(path, 'upsert', { overrides: CHOICES });
    expect(second.report.error).toBeNull();
    expect([await customers(), await orders()]).toEqual([stands, standing]);
    // Rows that are the same already are not even touched.
    expect(await on.there('SELECT xmin, ctid FROM customers ORDER BY id')).toEqual(versions);
    expect((await on.run(path, 'upsert', { kind: 'verify', overrides: CHOICES })).report.error).toBeNull();

    await on.back(second.runId);
    expect([await customers(), await orders()]).toEqual([stands, standing]);
    await on.there(
      `UPDATE customers SET note = 'later' WHERE id IN (1, 3); UPDATE orders SET total = 3 WHERE id = 8`,
    );
    expect((await preview(first.runId)).tables).toMatchObject([
      { name: 'customers', rowsAtCutover: 3, rowsNow: 3, writtenSince: 1 },
      { name: 'orders', rowsAtCutover: 4, rowsNow: 4, writtenSince: 1 },
    ]);
    await on.back(first.runId);
    const [one, two] = before;
    expect([await customers(), await orders()]).toEqual([
      [one, two, ['3', 'third@x', null, 'f', 'later']],
      beforeOrders,
    ]);
    const after = `howdah_${first.runId}_after`;
    expect(await on.there(`SELECT id, note FROM ${after}.customers ORDER BY 1`)).toEqual([
      ['1', 'later'],
      ['2', 'mine'],
    ]);
    expect(await on.there(`SELECT id, total FROM ${after}.orders ORDER BY 1`)).toEqual([
      ['7', '12.50'],
      ['8', '3.00'],
    ]);
  });

  test('verify looks at the rows of the source alone, and finds what differs there', async () => {
    await on.there(`${SHOP}; ${STANDS}`);
    const path = on.source(BOOKS);
    await on.run(path, 'upsert', { overrides: CHOICES });
    await on.there(`UPDATE customers SET email = 'x@x' WHERE id = 3`);
    const verify = () => on.run(path, 'upsert', { kind: 'verify', overrides: CHOICES });
    expect((await verify()).report.tables[0]?.verification).toMatchObject({
      count: 'match',
      content: 'match',
    });
    await on.there(`UPDATE customers SET vip = true WHERE id = 2; DELETE FROM orders WHERE id = 8`);
    const { report } = await verify();
    expect(report.error?.code).toBe('VER-DIFFERS');
    expect(report.tables.map(({ verification }) => verification.mismatches)).toEqual([
      [{ key: 'id=2', column: 'vip', source: 'false', target: 'true' }],
      [{ key: 'id=8', column: null, source: expect.any(String), target: null }],
    ]);
  });

  test('by a unique constraint where the primary key is the application’s own', async () => {
    await on.there(
      `CREATE TABLE people (pk uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text NOT NULL UNIQUE, age smallint);
       INSERT INTO people (email, age) VALUES ('a', 1), ('z', 9)`,
    );
    const [kept] = await on.there(`SELECT pk FROM people WHERE email = 'a'`);
    const path = on.source(`CREATE TABLE people (email TEXT PRIMARY KEY, age INTEGER) WITHOUT ROWID;
      INSERT INTO people VALUES ('a', 2), ('b', NULL)`);
    const { report, runId } = await on.run(path, 'upsert');
    expect(report.error).toBeNull();
    expect(await on.there('SELECT email, age FROM people ORDER BY 1')).toEqual([
      ['a', '2'],
      ['b', null],
      ['z', '9'],
    ]);
    expect(await on.there(`SELECT pk FROM people WHERE email = 'a'`)).toEqual([kept]);
    await on.back(runId);
    expect(await on.there('SELECT email, age FROM people ORDER BY 1')).toEqual([
      ['a', '1'],
      ['z', '9'],
    ]);
  });

  test('without the source’s own key, where the table there has another', async () => {
    await on.there(
      `CREATE TABLE people (email text PRIMARY KEY, age int); INSERT INTO people VALUES ('a', 1)`,
    );
    const path =
      on.source(`CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT UNIQUE, age INT);
      INSERT INTO people VALUES (7, 'a', 2), (8, 'b', 3), (9, 'c', 300)`);
    const columns = { id: { exclude: true } };
    const overrides = { tables: { people: { columns, where: 'id < 9' } } };
    for (let time = 0; time < 2; time++) {
      expect((await on.run(path, 'upsert', { overrides })).report.error).toBeNull();
      expect(await on.there('SELECT * FROM people ORDER BY 1')).toEqual([
        ['a', '2'],
        ['b', '3'],
      ]);
    }
  });

  test('a value of another unique key that is taken there is found before anything is written', async () => {
    await on.there(`${SHOP}; ${STANDS}`);
    const before = await on.everything();
    const path = on.source(`${BOOKS} INSERT INTO Customers VALUES (9, 'third@x', NULL, 1)`);
    for (const kind of ['dry', 'full'] as const) {
      const { report } = await on.run(path, 'upsert', { kind, overrides: CHOICES });
      expect(report.error).toMatchObject({
        code: 'ROW-KEY-TAKEN',
        message: expect.stringContaining('email=third@x'),
      });
    }
    expect(await on.everything()).toEqual(before);
  });
});

test('the application’s table got a column, then lost one: rollback does what it can, or says why not', async () => {
  for (const mode of ['replace', 'upsert'] as const) {
    await on.there(
      `CREATE TABLE public.t (id bigint PRIMARY KEY, a text, b text); INSERT INTO public.t VALUES (1, 'old', 'b')`,
    );
    const path = on.source(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'new')`,
    );
    const { runId, report } = await on.run(path, mode);
    expect(report.error).toBeNull();
    await on.there(`ALTER TABLE t ADD more int DEFAULT 5, DROP b`);
    await expect(on.back(runId)).rejects.toMatchObject({ code: 'TGT-CHANGED' });
    await on.there(`ALTER TABLE t ADD b text`);
    await on.back(runId);
    expect(await on.there('SELECT id, a, more, b FROM t')).toEqual([['1', 'old', '5', 'b']]);
    await on.there('DROP TABLE t');
  }
});

test('a dry run and a plan leave everything as it was', async () => {
  await on.there(`${SHOP}; ${STANDS}`);
  const before = await on.everything();
  const path = on.source(BOOKS);
  for (const mode of ['replace', 'upsert'] as const) {
    for (const kind of ['plan', 'dry'] as const) {
      const { report } = await on.run(path, mode, { kind, overrides: CHOICES });
      expect(report.error).toBeNull();
    }
  }
  expect(await on.everything()).toEqual(before);
  expect(await on.there(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'howdah%'`)).toEqual([]);
});
