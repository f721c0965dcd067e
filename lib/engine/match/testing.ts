/** For the tests of rows that go into tables an application made. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import type { Overrides } from '../overrides.ts';
import { rollbackRun } from '../rollback.ts';
import { parseTarget } from '../target/config.ts';
import { migrate, rowsOf, sourceFrom, type TestRun, temporaryFolder } from '../testing.ts';
import type { Finding, RowsMode, RunKind } from '../types.ts';

export interface Stage {
  target: TestDatabase;
  /** Runs SQL on the target. */
  there(sql: string): Promise<(string | null)[][]>;
  /** A source file; another one each time. */
  source(sql: string): string;
  run(path: string, match: RowsMode, options?: { kind?: RunKind; overrides?: Overrides }): Promise<TestRun>;
  back(runId: string): Promise<unknown>;
  /** Schemas, tables, triggers, grants, every row and every sequence, but for the journal's own schema. */
  everything(): Promise<unknown>;
}

export function stage(): Stage {
  let target: TestDatabase;
  let folder: ReturnType<typeof temporaryFolder>;
  let sources = 0;
  beforeEach(async () => {
    target = await testDatabase();
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await target.drop();
    folder[Symbol.dispose]();
  });
  const there = (sql: string) => rowsOf(target.url, sql);
  return {
    get target() {
      return target;
    },
    there,
    source: (sql) => {
      const path = join(folder.path, String(++sources));
      mkdirSync(path);
      return sourceFrom(path, sql);
    },
    run: (path, match, { kind, overrides } = {}) =>
      migrate(path, target.url, { ...(kind ? { kind } : {}), plan: { overrides: { match, ...overrides } } }),
    back: (runId) =>
      rollbackRun(runId, parseTarget(target.url), 'a test', { signal: new AbortController().signal }),
    everything: () => everything(there),
  };
}

const OURS = `n.nspname !~ '^pg_|^information_schema$|^howdah$|_after$'`;

async function everything(there: Stage['there']): Promise<unknown> {
  const relations = await there(
    `SELECT c.oid::text, n.nspname, c.relname, c.relkind, c.relnatts, c.relchecks, c.relhastriggers, c.relacl::text
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} ORDER BY c.oid`,
  );
  const state: unknown[] = [
    relations,
    await there(`SELECT nspname FROM pg_namespace n WHERE ${OURS} ORDER BY 1`),
    await there('SELECT oid, tgname, tgenabled FROM pg_trigger ORDER BY oid'),
    await there('SELECT oid, conname, convalidated FROM pg_constraint ORDER BY oid'),
  ];
  for (const [, schema, name, kind] of relations) {
    const from = `"${schema}"."${name}"`;
    if (kind === 'r') state.push([name, await there(`SELECT x::text FROM ${from} x ORDER BY 1`)]);
    if (kind === 'S') state.push([name, await there(`SELECT last_value, is_called FROM ${from}`)]);
  }
  return state;
}

/** `severity CODE message` of the findings of match mode. */
export const told = (findings: Finding[]) =>
  findings
    .filter(({ code }) => /^(MAT|TGT)-/.test(code))
    .map(({ severity, code, message }) => `${severity} ${code} ${message}`);
