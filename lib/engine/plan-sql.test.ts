/** The file of a plan's SQL makes what a run of the plan makes. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { MemoryRunStore, newRunId, PlanOptions, parseTarget, planSql, runMigration } from './index.ts';

let folder: string;
let targets: TestDatabase[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'howdah-plan-sql-'));
  targets = [await testDatabase(), await testDatabase()];
});
afterEach(async () => {
  for (const target of targets) await target.drop();
  await rm(folder, { recursive: true });
});

/** Everything that the catalog knows of the schema, without the names of other schemas and sequences' numbers. */
const LOOK = `
  SELECT 'column' AS kind, c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' ||
      a.attnotnull::text || ' ' || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS what
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'shop'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'shop'::regnamespace
  UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'shop'
  UNION ALL SELECT 'view', viewname || ' ' || definition FROM pg_views WHERE schemaname = 'shop'
  UNION ALL SELECT 'trigger', tgname || ' ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function', p.oid::regprocedure::text FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('shop', 'howdah_sqlite')
  ORDER BY 1, 2`;

async function inTarget(at: number, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: targets[at]?.url });
  await client.connect();
  try {
    const result = await client.query(sql);
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}

test('what the file makes is what a run makes', async () => {
  const source = path.join(folder, 'shop.db');
  const db = new Database(source);
  db.exec(`CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      born DATE DEFAULT '2000-01-01', twice GENERATED ALWAYS AS (length(name) * 2) STORED); -- those who buy
    CREATE TABLE "odd; orders" (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
      total DECIMAL(8,2) CHECK (total >= 0), at DATETIME DEFAULT CURRENT_TIMESTAMP);
    CREATE INDEX by_person ON "odd; orders" (person, at DESC);
    CREATE INDEX large ON "odd; orders" (total) WHERE total > 100;
    CREATE VIEW spent AS SELECT p.name, sum(o.total) AS total FROM people p JOIN "odd; orders" o ON o.person = p.id GROUP BY p.name;
    CREATE TRIGGER no_blank BEFORE INSERT ON people WHEN new.name = '' BEGIN SELECT RAISE(ABORT, 'no name'); END;
    INSERT INTO people (name) VALUES ('Ada'), ('Grace');
    INSERT INTO "odd; orders" (person, total) VALUES (1, 10.5), (2, 200);`);
  db.close();
  const store = new MemoryRunStore('full');
  const report = await runMigration(
    {
      runId: newRunId(),
      kind: 'full',
      sourcePath: source,
      target: parseTarget(targets[0]?.url ?? ''),
      options: PlanOptions.parse({ schema: 'shop' }),
      expectedPlanHash: null,
      workDir: folder,
      jobs: 1,
    },
    { store, signal: new AbortController().signal },
  );
  expect(report.error).toBeNull();
  const { plan } = store.artefacts;
  if (!plan) throw new Error('no plan');
  const sql = planSql(plan);
  await inTarget(1, sql);
  const made = await inTarget(1, LOOK);
  expect(made).toEqual(await inTarget(0, LOOK));
  expect(new Set(made.map(({ kind }) => kind)).size).toBe(6);
  const stages = [...sql.matchAll(/^-- Stage: (\w+)$/gm)].map(([, name]) => name);
  expect(stages).toEqual(['schema', 'copy', 'constraints', 'verify', 'cutover']);
});
