/** Foreign keys, triggers, sequences, and failures in the middle. */
import { describe, expect, test } from 'vitest';
import { stage } from './testing.ts';

const on = stage();
const rows = (sql: string) => on.there(sql);

const TREE = `CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t, name TEXT)`;
const FAMILY = `PRAGMA foreign_keys = OFF;
  CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b);
  CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a);
  CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a);
  INSERT INTO a VALUES (1, 2); INSERT INTO b VALUES (2, 1); INSERT INTO c VALUES (3, 1);`;
const CIRCLE = `
  CREATE TABLE c (id bigint PRIMARY KEY, a bigint);
  CREATE TABLE a (id bigint PRIMARY KEY, b bigint NOT NULL);
  CREATE TABLE b (id bigint PRIMARY KEY, a bigint NOT NULL REFERENCES a ON DELETE RESTRICT);
  ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
  ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES a;
  WITH x AS (INSERT INTO a VALUES (10, 20)), y AS (INSERT INTO b VALUES (20, 10)) INSERT INTO c VALUES (30, 10);`;

describe('foreign keys', () => {
  test.each(['replace', 'upsert'] as const)(
    'rows that refer to rows of their own table: %s',
    async (mode) => {
      await rows(
        `CREATE TABLE t (id bigint PRIMARY KEY, up bigint REFERENCES t ON DELETE RESTRICT, name text);
       INSERT INTO t VALUES (1, NULL, 'old root'), (5, 1, 'old child')`,
      );
      const before = await rows('SELECT * FROM t ORDER BY 1');
      const path = on.source(
        `${TREE}; INSERT INTO t VALUES (1, 9, 'child'), (9, NULL, 'root'), (3, 3, 'own')`,
      );
      const { report, runId } = await on.run(path, mode);
      expect(report.error).toBeNull();
      expect(await rows('SELECT id FROM t ORDER BY 1')).toEqual(
        mode === 'replace' ? [['1'], ['3'], ['9']] : [['1'], ['3'], ['5'], ['9']],
      );
      expect((await on.run(path, mode)).report.error).toBeNull();
      await on.back((await lastRun()) ?? '');
      await on.back(runId);
      expect(await rows('SELECT * FROM t ORDER BY 1')).toEqual(before);
    },
  );

  test.each(['replace', 'upsert'] as const)(
    'tables in a circle, none of them deferrable: %s',
    async (mode) => {
      await rows(CIRCLE);
      const all = () =>
        rows('SELECT id, b FROM a UNION ALL SELECT * FROM b UNION ALL SELECT * FROM c ORDER BY 1');
      const before = await all();
      const { report, runId } = await on.run(on.source(FAMILY), mode);
      expect(report.error).toBeNull();
      const came = [
        ['1', '2'],
        ['2', '1'],
        ['3', '1'],
      ];
      expect(await all()).toEqual(mode === 'replace' ? came : [...came, ...before]);
      await on.back(runId);
      expect(await all()).toEqual(before);
    },
  );

  test('deferrable keys, as Django makes them, with rows of another table that stay', async () => {
    await rows(
      `CREATE TABLE p (id bigint PRIMARY KEY, name text); CREATE TABLE outside (p bigint REFERENCES p DEFERRABLE INITIALLY DEFERRED);
       INSERT INTO p VALUES (1, 'old'), (2, 'old'); INSERT INTO outside VALUES (1)`,
    );
    const good = on.source(
      `CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO p VALUES (1, 'new')`,
    );
    const { report } = await on.run(good, 'replace');
    expect(report.error).toBeNull();
    expect(report.findings.map(({ code }) => code)).toContain('MAT-REFERENCED-LATER');
    expect(await rows('SELECT * FROM p')).toEqual([['1', 'new']]);
    const before = await on.everything();
    const bad = on.source(
      `CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO p VALUES (7, 'new')`,
    );
    expect((await on.run(bad, 'replace')).report.error?.code).toBe('TGT-23503');
    expect(await on.everything()).toEqual(before);
  });

  test('a cascade takes no row along that stays: refused when planning', async () => {
    await rows(
      `CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE outside (p bigint REFERENCES p ON DELETE CASCADE);
       INSERT INTO p VALUES (1); INSERT INTO outside VALUES (1)`,
    );
    const path = on.source(`CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2)`);
    expect((await on.run(path, 'replace')).report.error?.code).toBe('TGT-REFERENCED');
    expect(await rows('SELECT * FROM outside')).toEqual([['1']]);
    const { report, runId } = await on.run(path, 'upsert');
    expect(report.error).toBeNull();
    await rows('INSERT INTO outside VALUES (2)');
    const stands = await on.everything();
    await expect(on.back(runId)).rejects.toMatchObject({ code: 'TGT-REFERENCED' });
    expect(await on.everything()).toEqual(stands);
    await rows('DELETE FROM outside WHERE p = 2');
    await on.back(runId);
    expect(await rows('SELECT * FROM p')).toEqual([['1']]);
  });

  test('parents are looked for among what comes and, where rows stay, what stands', async () => {
    await rows(
      `CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE c (id bigint PRIMARY KEY, p bigint REFERENCES p); INSERT INTO p VALUES (5)`,
    );
    const path = on.source(
      `CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER);
       INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1), (2, 5)`,
    );
    const plan = await on.run(path, 'replace', { kind: 'plan' });
    expect(plan.report.findings).toContainEqual(
      expect.objectContaining({
        code: 'MAT-ORPHANS',
        severity: 'blocker',
        params: expect.objectContaining({ count: 1 }),
      }),
    );
    expect((await on.run(path, 'upsert')).report.error).toBeNull();
    expect(await rows('SELECT * FROM c ORDER BY 1')).toEqual([
      ['1', '1'],
      ['2', '5'],
    ]);
    const orphan = on.source(
      `CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER);
       INSERT INTO c VALUES (1, 77)`,
    );
    const { report } = await on.run(orphan, 'upsert', { kind: 'dry' });
    expect(report.error).toMatchObject({ code: 'ROW-NO-PARENT', message: expect.stringContaining('p=77') });
    const kept = await on.run(path, 'replace', { overrides: { orphans: 'quarantine' } });
    expect(kept.report.error).toBeNull();
    expect(kept.report.tables.map(({ rows: { quarantined } }) => quarantined)).toEqual([0, 1]);
    expect(await rows('SELECT * FROM c')).toEqual([['1', '1']]);
  });
});

test('large tables whose references no index helps to find: as fast, and no index is left', async () => {
  await rows(
    `CREATE TABLE p (id bigint PRIMARY KEY, name text); CREATE TABLE c (id bigint PRIMARY KEY, p bigint NOT NULL REFERENCES p);
     INSERT INTO p SELECT i, repeat('x', 50) FROM generate_series(1, 4000) i; INSERT INTO c SELECT i, 1 + i % 4000 FROM generate_series(1, 60000) i`,
  );
  const indexes = () => rows(`SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`);
  const before = await indexes();
  const path = on.source(
    `CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER);
     INSERT INTO p VALUES (1, 'new'); INSERT INTO c VALUES (1, 1)`,
  );
  const { report, runId } = await on.run(path, 'replace');
  expect(report.error).toBeNull();
  expect(await rows('SELECT * FROM c')).toEqual([['1', '1']]);
  await on.back(runId);
  expect(await rows('SELECT count(*), sum(p) FROM c')).toEqual([['60000', '120030000']]);
  expect(await indexes()).toEqual(before);
});

describe('triggers', () => {
  const TOUCHED = `
    CREATE TABLE notes (id bigint PRIMARY KEY, body text, touched timestamp);
    CREATE TABLE log (what text);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched = now(); RETURN NEW; END $$;
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (TG_OP); RETURN NULL; END $$;
    CREATE TRIGGER touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON notes FOR EACH ROW EXECUTE FUNCTION note();
    INSERT INTO notes VALUES (1, 'old', '2020-01-01')`;
  const NOTES = `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, touched DATETIME);
    INSERT INTO notes VALUES (1, 'new', '2024-01-01 00:00:00'), (2, 'two', NULL)`;

  test('one that changes a row stops the cutover, and says which column', async () => {
    await rows(TOUCHED);
    const before = await on.everything();
    const { report } = await on.run(on.source(NOTES), 'upsert');
    expect(report.error?.code).toBe('VER-MERGED');
    expect(report.error?.message).toMatch(
      /1 row of notes changed while going in: id=1, touched is .*, not 2024-01-01 00:00:00\..*note, touch/,
    );
    expect(report.findings.find(({ code }) => code === 'MAT-TRIGGERS')?.params.triggers).toBe('note, touch');
    expect(await on.everything()).toEqual(before);
  });

  test('without that column they fire as ever, by the application’s search path, and are silent on the way back', async () => {
    await rows(TOUCHED);
    const path = on.source(NOTES);
    const overrides = { tables: { notes: { columns: { touched: { exclude: true } } } } };
    const { report, runId } = await on.run(path, 'upsert', { overrides });
    expect(report.error).toBeNull();
    const logged = [['INSERT'], ['INSERT'], ['UPDATE']];
    expect(await rows('SELECT what FROM log ORDER BY 1')).toEqual(logged);
    expect(await rows('SELECT id, body FROM notes ORDER BY 1')).toEqual([
      ['1', 'new'],
      ['2', 'two'],
    ]);
    // Nothing changes, so nothing fires.
    expect((await on.run(path, 'upsert', { overrides })).report.error).toBeNull();
    expect(await rows('SELECT what FROM log ORDER BY 1')).toEqual(logged);
    await on.back((await lastRun()) ?? '');
    await on.back(runId);
    expect(await rows('SELECT * FROM notes')).toEqual([['1', 'old', '2020-01-01 00:00:00']]);
    expect(await rows('SELECT what FROM log ORDER BY 1')).toEqual(logged);
    expect(await rows(`SELECT tgname, tgenabled FROM pg_trigger ORDER BY 1`)).toEqual([
      ['note', 'O'],
      ['touch', 'O'],
    ]);
  });

  test('a failure in the middle leaves everything as before', async () => {
    await rows(
      `CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id serial PRIMARY KEY, a bigint REFERENCES a);
       INSERT INTO a VALUES (1); INSERT INTO b (a) VALUES (1);
       CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 99 THEN RAISE EXCEPTION 'no such thing'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER no BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION no()`,
    );
    const before = await on.everything();
    const path = on.source(
      `CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER);
       INSERT INTO a VALUES (7); INSERT INTO b VALUES (50, 7), (99, 7)`,
    );
    for (const mode of ['replace', 'upsert'] as const) {
      const { report } = await on.run(path, mode);
      expect(report.error).toMatchObject({
        code: 'TGT-P0001',
        message: expect.stringContaining('no such thing'),
      });
      expect(await on.everything()).toEqual(before);
    }
  });
});

test('sequences go on behind the largest number, and never back', async () => {
  await rows(
    `CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY); CREATE TABLE b (id bigserial PRIMARY KEY);
     CREATE SEQUENCE shared; CREATE TABLE c (id bigint PRIMARY KEY DEFAULT nextval('shared'));
     SELECT setval('b_id_seq', 5000)`,
  );
  const path = on.source(
    ['a', 'b', 'c']
      .map((name) => `CREATE TABLE ${name} (id INTEGER PRIMARY KEY); INSERT INTO ${name} VALUES (3), (120);`)
      .join('\n'),
  );
  expect((await on.run(path, 'upsert')).report.error).toBeNull();
  for (const [table, next] of [
    ['a', '121'],
    ['b', '5001'],
    ['c', '121'],
  ]) {
    expect(await rows(`INSERT INTO ${table} DEFAULT VALUES RETURNING id`)).toEqual([[next]]);
  }
});

async function lastRun(): Promise<string | null | undefined> {
  const [[run] = []] = await rows('SELECT run FROM howdah.journal ORDER BY cut_over_at DESC LIMIT 1');
  return run;
}
