/** Runs one golden case: builds its file, migrates it into a fresh database, and gathers what came out. */
import { copyFileSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { testDatabase } from '../../../testing/database.ts';
import { exitStatus } from '../../report.ts';
import { migrate, sourceFrom, temporaryFolder } from '../../testing.ts';
import type { Report } from '../../types.ts';
import type { Expected, GoldenCase } from './cases.ts';
import { leftBehind, miscounted, unaccounted, untrue } from './invariants.ts';
import {
  type Ask,
  asking,
  columnsOfTable,
  fingerprint,
  lineOf,
  rowsOfTable,
  TEMPLATE,
} from './target-side.ts';

/** What came out, in the shape of what was expected. */
export type Actual = Omit<Expected, 'construct' | 'outcome' | 'options' | 'wal'>;

export interface CaseResult {
  actual: Actual;
  report: Report;
  /** Invariants that did not hold; empty when all did. */
  broken: string[];
}

export async function runCase(golden: GoldenCase, options: { dry: boolean }): Promise<CaseResult> {
  using folder = temporaryFolder();
  const target = await testDatabase({ template: TEMPLATE });
  try {
    const source = buildSource(folder.path, golden);
    const broken = options.dry ? await dryRun(source, target.url, golden) : [];
    const run = { plan: golden.expected.options, input: { jobs: 1 } };
    const { report } = await migrate(source, target.url, run);
    return await asking(target.url, async (ask) => {
      broken.push(...unaccounted(source, report), ...untrue(report), ...(await leftBehind(report, ask)));
      if (report.outcome === 'succeeded') broken.push(...(await miscounted(source, report, ask)));
      return { actual: await gather(golden.expected, report, ask), report, broken };
    });
  } finally {
    await target.drop();
  }
}

function buildSource(folder: string, { sql, expected }: GoldenCase): string {
  // Cases may write to sqlite_schema, as damaged and hostile files do.
  const path = sourceFrom(folder, '', (db) => db.unsafeMode().exec(sql));
  if (expected.wal === '') return path;
  const written = `${path}.written`;
  renameSync(path, written);
  const db = new Database(written);
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  db.exec(expected.wal);
  // As an application leaves them that was ended in the middle.
  for (const suffix of ['', '-wal']) copyFileSync(written + suffix, path + suffix);
  db.close();
  return path;
}

/** A dry run leaves the target's catalogs, rows and sequences byte for byte as they were, and foretells the outcome. */
async function dryRun(source: string, url: string, { expected }: GoldenCase): Promise<string[]> {
  const before = await fingerprint(url);
  const { report } = await migrate(source, url, { kind: 'dry', plan: expected.options, input: { jobs: 1 } });
  const after = await fingerprint(url);
  const broken = Object.keys(before).flatMap((part) => {
    const added = after[part]?.filter((row) => !before[part]?.includes(row)) ?? [];
    const gone = before[part]?.filter((row) => !after[part]?.includes(row)) ?? [];
    return added.length + gone.length > 0
      ? [`the dry run changed ${part}: ${added[0] ?? ''} / ${gone[0] ?? ''}`]
      : [];
  });
  const status = exitStatus(report);
  if (status !== expected.exit) broken.push(`the dry run says ${status}: ${report.error?.message}`);
  return broken;
}

async function gather(expected: Expected, report: Report, ask: Ask): Promise<Actual> {
  const perTable = (count: 'quarantined' | 'leftOut') =>
    Object.fromEntries(
      report.tables.flatMap(({ source, rows }) => (rows[count] > 0 ? [[source, rows[count]]] : [])),
    );
  const types: Actual['types'] = {};
  const rows: Actual['rows'] = {};
  const queries: Actual['queries'] = {};
  const refused: Actual['refused'] = {};
  for (const table of Object.keys(expected.types)) types[table] = await columnsOfTable(ask, table);
  for (const table of Object.keys(expected.rows)) rows[table] = await rowsOfTable(ask, table);
  for (const sql of Object.keys(expected.queries)) queries[sql] = (await ask(sql)).map(lineOf);
  for (const sql of Object.keys(expected.refused)) {
    refused[sql] = await ask(sql).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    );
  }
  return {
    exit: exitStatus(report),
    error: report.error?.code ?? null,
    types,
    objects: Object.fromEntries(
      report.objects.flatMap(({ kind, name, outcome, reason }) =>
        outcome === 'migrated' ? [] : [[`${kind} ${name}`, `${outcome}: ${reason}`]],
      ),
    ),
    findings: report.findings.map(({ code, object }) => `${code} ${object}`).sort(),
    quarantined: perTable('quarantined'),
    leftOut: perTable('leftOut'),
    rows,
    queries,
    refused,
  };
}
