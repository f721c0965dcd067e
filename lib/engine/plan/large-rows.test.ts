import { expect, test } from 'vitest';
import type { CatalogTable } from '../source/catalog.ts';
import type { ColumnPlan, Finding } from '../types.ts';
import type { PlanContext } from './context.ts';
import { reportLargeRows } from './large-rows.ts';

const MB = 2 ** 20;

/** Only what is asked of a context. */
function findingsFor(type: string, cell: number, row: number, where: string | null = null): Finding[] {
  const found: Finding[] = [];
  const context = {
    profile: () => ({ maxRowBytes: row, columns: { body: { maxBytes: cell } } }),
    tableChoices: () => (where === null ? {} : { where }),
    find: (finding: Finding) => found.push(finding),
  } as unknown as PlanContext;
  reportLargeRows(context, { name: 'files' } as CatalogTable, [{ source: 'body', type } as ColumnPlan]);
  return found;
}

test('what PostgreSQL takes in one cell passes, what it does not is a blocker before anything is written', () => {
  expect(findingsFor('bytea', 500 * MB, 500 * MB + 20)).toEqual([]);
  expect(findingsFor('text', 500 * MB, 500 * MB + 20)).toEqual([]);
  expect(findingsFor('bytea', 501 * MB, 501 * MB)).toMatchObject([
    { severity: 'blocker', code: 'ROW-TOO-LARGE', params: { table: 'files', bytes: 501 * MB } },
  ]);
});

test('it is the row that counts: several cells of it travel in one line, bytes in hex', () => {
  expect(findingsFor('text', 300 * MB, 900 * MB)).toEqual([]);
  expect(findingsFor('bytea', 300 * MB, 600 * MB)).toMatchObject([{ severity: 'blocker' }]);
});

test('a condition may leave just that row out, so it only warns then', () => {
  expect(findingsFor('bytea', 600 * MB, 600 * MB, 'id > 1')).toMatchObject([{ severity: 'warning' }]);
});
