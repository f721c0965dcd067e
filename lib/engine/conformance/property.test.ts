/**
 * Any database that SQLite accepts comes back equal from PostgreSQL, or adapted as the plan's findings said.
 * The suite makes the same databases every time, so that a failure belongs to a change. PROPERTY_SEED makes others
 * (`random`: new ones, the seed is told on failure), PROPERTY_RUNS more of them, PROPERTY_SHRINK=1 narrows a failure down.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, temporaryFolder } from '../testing.ts';
import type { Report } from '../types.ts';
import { type AnyDatabase, build, databases } from './testing/arbitraries.ts';
import { leftBehind, miscounted, unaccounted, untrue } from './testing/invariants.ts';
import { awaited, sameAs, storedRows, targetRows } from './testing/read-back.ts';
import { type Ask, asking } from './testing/target-side.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 40);
const SEED = process.env.PROPERTY_SEED ?? '20260714';
const SHRINK = process.env.PROPERTY_SHRINK === '1';

test('what SQLite holds comes back from PostgreSQL', {
  timeout: SHRINK ? 3_600_000 : 60_000 + RUNS * 10_000,
}, async () => {
  await fc.assert(fc.asyncProperty(databases, comesBack), {
    numRuns: RUNS,
    seed: SEED === 'random' ? undefined : Number(SEED),
    // Every step of shrinking is two migrations: only for whoever asks for it.
    endOnFailure: !SHRINK,
  });
});

async function comesBack(database: AnyDatabase): Promise<void> {
  using folder = temporaryFolder();
  const source = join(folder.path, 'source.db');
  build(source, database);
  const target: TestDatabase = await testDatabase();
  try {
    const run = { jobs: 1 };
    const plan = await migrate(source, target.url, { kind: 'plan', input: run });
    expect(plan.report.error).toBeNull();
    const expectedPlanHash = plan.report.plan?.hash ?? '';
    const { report } = await migrate(source, target.url, { input: { ...run, expectedPlanHash } });
    expect(report.error).toBeNull();
    expect(report.findings).toEqual(plan.report.findings);
    await asking(target.url, async (ask) => {
      const broken = [...unaccounted(source, report), ...untrue(report), ...(await leftBehind(report, ask))];
      expect([...broken, ...(await miscounted(source, report, ask))]).toEqual([]);
      for (const table of report.tables) expect(await differences(source, report, table, ask)).toEqual([]);
    });
  } finally {
    await target.drop();
  }
}

async function differences(
  source: string,
  report: Report,
  table: Report['tables'][number],
  ask: Ask,
): Promise<string[]> {
  const { columns } = table;
  const about = columns.map((column) =>
    report.findings.filter(({ object }) => object === `${table.source}.${column.source}`),
  );
  const wrong: string[] = [];
  columns.forEach(({ source: from, target: to }, at) => {
    const renamed = about[at]?.some(({ code, params }) => code === 'NAME-CHANGED' && params.to === to);
    if (from !== to && !renamed) wrong.push(`${from} is called ${to} and nothing says so`);
  });
  const there = await targetRows(ask, table.target.table, columns);
  const stored = storedRows(
    source,
    table.source,
    columns.map((column) => column.source),
  );
  for (const row of stored) {
    const wanted = row.map((value, at) => awaited(value, columns[at]?.type ?? '', about[at] ?? []));
    wanted.forEach(({ said }, at) => {
      if (said && !about[at]?.some(({ code }) => said.includes(code))) {
        wrong.push(
          `${columns[at]?.source}, ${columns[at]?.type}: nothing says that ${row[at]?.class} is adapted`,
        );
      }
    });
    const found = there.findIndex((other) =>
      wanted.every(({ text }, at) => sameAs(text, columns[at]?.type ?? '', other[at] ?? null)),
    );
    if (found >= 0) there.splice(found, 1);
    else wrong.push(`not there: ${JSON.stringify(wanted.map(({ text }, at) => [columns[at]?.type, text]))}`);
  }
  return [...wrong, ...there.map((row) => `came from nowhere: ${JSON.stringify(row)}`)];
}
