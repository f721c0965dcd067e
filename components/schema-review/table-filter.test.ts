import { expect, it } from 'vitest';
import type { Loss } from './loss.ts';
import type { TableReview } from './plan-figures.ts';
import { filterTables, NO_FILTER } from './table-filter.ts';

const review = (source: string, columns: string[], more: Partial<TableReview> = {}) =>
  ({
    table: {
      source,
      target: source.toLowerCase(),
      columns: columns.map((name) => ({ source: name, target: name })),
    },
    findings: [],
    mark: 'ok',
    differs: false,
    losses: new Map<string | null, Loss[]>(),
    ...more,
  }) as unknown as TableReview;

const tables = [
  review('Bookings', ['id', 'Day'], { differs: true }),
  review('days_off', ['id', 'day'], { losses: new Map([['day', [{ kind: 'nulled', count: 2 }]]]) }),
  review('users', ['id']),
];
const names = (filter: Partial<typeof NO_FILTER>) =>
  filterTables(tables, { ...NO_FILTER, ...filter }).map(({ review: found, columns }) => [
    found.table.source,
    ...columns,
  ]);

it('finds tables by their own name or by a column, whatever the case', () => {
  expect(names({})).toEqual([['Bookings'], ['days_off'], ['users']]);
  expect(names({ text: ' book ' })).toEqual([['Bookings']]);
  expect(names({ text: 'DAY' })).toEqual([['Bookings', 'Day'], ['days_off']]);
  expect(names({ text: 'nothing' })).toEqual([]);
});

it('all conditions hold together', () => {
  expect(names({ differs: true })).toEqual([['Bookings']]);
  expect(names({ lossy: true })).toEqual([['days_off']]);
  expect(names({ lossy: true, text: 'book' })).toEqual([]);
});
