/** For the engine's tests: small source files from SQL, runs with the defaults filled in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { newRunId, runMigration } from './run.ts';
import type { RunInput } from './run-context.ts';
import { MemoryRunStore } from './store.ts';
import { parseTarget } from './target/config.ts';
import { PlanOptions, type Report, type RunKind } from './types.ts';

/** A folder that is removed with everything in it when the block ends. */
export function temporaryFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'howdah-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Makes a SQLite file from statements. */
export function sourceFrom(
  folder: string,
  sql: string,
  fill: (db: Database.Database) => void = () => {},
): string {
  const path = join(folder, 'source.db');
  const db = new Database(path);
  db.exec(sql);
  fill(db);
  db.close();
  return path;
}

export interface TestRun {
  runId: string;
  report: Report;
  store: MemoryRunStore;
}

export async function migrate(
  sourcePath: string,
  url: string,
  options: {
    kind?: RunKind;
    plan?: Partial<PlanOptions>;
    input?: Partial<RunInput>;
    store?: MemoryRunStore;
    signal?: AbortSignal;
  } = {},
): Promise<TestRun> {
  const kind = options.kind ?? 'full';
  const runId = options.input?.runId ?? newRunId();
  const store = options.store ?? new MemoryRunStore(kind);
  const input: RunInput = {
    runId,
    kind,
    sourcePath,
    target: parseTarget(url),
    options: PlanOptions.parse(options.plan ?? {}),
    expectedPlanHash: null,
    workDir: join(sourcePath, '..', 'snapshots'),
    jobs: 2,
    ...options.input,
  };
  const signal = options.signal ?? new AbortController().signal;
  return { runId, report: await runMigration(input, { store, signal }), store };
}

/** Rows of a query on a target, as arrays of text. */
export async function rowsOf(url: string, sql: string): Promise<(string | null)[][]> {
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: () => (text: string) => text },
  });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows;
  } finally {
    await client.end();
  }
}
