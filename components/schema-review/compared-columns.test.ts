import { expect, it } from 'vitest';
import type { TablePlan } from '../../lib/engine/types.ts';
import { comparedColumns } from './compared-columns.ts';

const table = (more: object) =>
  ({
    columns: [
      { target: 'id', type: 'bigint' },
      { target: 'day', type: 'date' },
      { target: 'note', type: 'text' },
    ],
    match: null,
    ...more,
  }) as unknown as TablePlan;

it('nothing stands there', () => expect(comparedColumns(table({ existing: null }))).toEqual([]));

it('column by column, what differs first', () => {
  const differences = [
    { column: 'day', here: 'date', there: 'text' },
    { column: 'note', here: 'text', there: null },
    { column: 'made', here: null, there: 'timestamp with time zone' },
  ];
  expect(comparedColumns(table({ existing: { rows: 1, differences } }))).toEqual([
    { name: 'day', here: 'date', there: 'text', comparison: 'type' },
    { name: 'note', here: 'text', there: null, comparison: 'onlyHere' },
    { name: 'made', here: null, there: 'timestamp with time zone', comparison: 'onlyThere' },
    { name: 'id', here: 'bigint', there: 'bigint', comparison: 'same' },
  ]);
});

it('a column that only the target has is filled there, where rows go into its table', () => {
  const differences = [{ column: 'made', here: null, there: 'date' }];
  const match = { extra: [{ name: 'made', staged: true, default: 'now()' }] };
  const found = comparedColumns(table({ existing: { rows: 1, differences }, match }));
  expect(found[0]).toEqual({ name: 'made', here: null, there: 'date', comparison: 'filled' });
});
