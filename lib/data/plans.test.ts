/** With the real engine: what is approved with leave to replace is what a run with that leave plans. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryRunStore, newRunId, PlanOptions, parseTarget, runMigration } from '../engine/index.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { blockersOf } from './plans.ts';

let folder: string;
let target: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'howdah-plans-'));
  target = await testDatabase();
});
afterEach(async () => {
  await target.drop();
  await rm(folder, { recursive: true });
});

async function run(kind: 'plan' | 'full', replace: boolean, expectedPlanHash: string | null) {
  const store = new MemoryRunStore(kind);
  const report = await runMigration(
    {
      runId: newRunId(),
      kind,
      sourcePath: path.join(folder, 'a.db'),
      target: parseTarget(target.url),
      options: PlanOptions.parse({ replace }),
      expectedPlanHash,
      workDir: folder,
      jobs: 1,
    },
    { store, signal: new AbortController().signal },
  );
  const { plan } = store.artefacts;
  if (!plan) throw new Error(`no plan: ${report.error?.message}`);
  return { report, plan };
}

test('leave to replace is given when starting and changes nothing else of the plan', async () => {
  const source = new Database(path.join(folder, 'a.db'));
  source.exec(`CREATE TABLE plain (id INTEGER PRIMARY KEY, n INTEGER);
    INSERT INTO plain VALUES (1, 'not a number');
    CREATE TABLE alone (x TEXT); CREATE TRIGGER t AFTER INSERT ON alone BEGIN SELECT 1; END;`);
  source.close();
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  await client.query('CREATE TABLE plain (id int); CREATE VIEW reads_it AS SELECT id FROM plain');
  await client.end();

  const { plan } = await run('plan', false, null);
  const codes = plan.findings.map((finding) => finding.code);
  expect(codes).toContain('TGT-NOT-EMPTY');
  expect(codes).toContain('TGT-VIEWS');
  expect(plan.findings.some((finding) => finding.severity === 'warning')).toBe(true);
  expect(blockersOf(plan, false)).toHaveLength(1);
  expect(blockersOf(plan, true)).toEqual([]);

  const { report } = await run('full', true, plan.hash);
  expect(report.error).toBeNull();
  expect(report.outcome).toBe('succeeded');
});
