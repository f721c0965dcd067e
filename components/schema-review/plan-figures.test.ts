import { expect, it } from 'vitest';
import type { Finding, Plan, TablePlan } from '../../lib/engine/types.ts';
import { blockersLeft, firstToLookAt, planTotals, reviewOf, storageShares, tableOf } from './plan-figures.ts';

const finding = (severity: Finding['severity'], object: string, params: Finding['params'] = {}): Finding => ({
  severity,
  object,
  params,
  code: 'X',
  message: '',
  remedy: '',
});
const table = (source: string, more: Partial<TablePlan> = {}): TablePlan => ({
  source,
  target: source,
  sql: '',
  rows: 10,
  bytes: 100,
  maxRowBytes: 10,
  rowid: 'rowid',
  columns: [],
  primaryKey: { name: 'k', columns: ['id'] },
  identity: null,
  indexes: [],
  foreignKeys: [],
  checks: [],
  leftOut: 0,
  sourceKey: [],
  quarantined: 0,
  where: null,
  match: null,
  search: null,
  comments: [],
  existing: null,
  ...more,
});
const plan = (findings: Finding[], tables = [table('a'), table('a.b'), table('c')]) =>
  ({ tables, findings }) as Plan;

it.each([
  [finding('info', 'a'), 'a'],
  [finding('info', 'a.x'), 'a'],
  [finding('info', 'a.b.x'), 'a.b'],
  [finding('info', 'c(x, y)'), 'c'],
  [finding('info', 'ix', { table: 'c' }), 'c'],
  [finding('info', 'v', { table: 'gone' }), null],
])('%o is about %s', (one, name) => expect(tableOf(one, new Set(['a', 'a.b', 'c']))).toBe(name));

it('marks a table by its worst finding and finds the one to look at first', () => {
  const review = reviewOf(
    plan([finding('info', 'a'), finding('warning', 'c.x'), finding('info', 'c'), finding('blocker', 'v')]),
  );
  expect(review.tables.map(({ mark }) => mark)).toEqual(['info', 'ok', 'warning']);
  expect(review.tables.map(({ differs }) => differs)).toEqual([false, false, true]);
  expect(review.tables[2]?.findings.map(({ severity }) => severity)).toEqual(['warning', 'info']);
  expect(review.general).toHaveLength(1);
  expect(firstToLookAt(review)?.table.source).toBe('c');
  expect(firstToLookAt(reviewOf(plan([])))?.table.source).toBe('a');
  expect(firstToLookAt(reviewOf(plan([], [])))).toBeNull();
});

it('a table of the target that is not the same is worth a look', () => {
  const existing = { rows: 1, differences: [{ column: 'x', here: 'text', there: null }] };
  expect(reviewOf(plan([], [table('a', { existing })])).tables[0]?.differs).toBe(true);
});

it('adds up', () => {
  expect(planTotals(plan([]))).toEqual({
    tables: 3,
    rows: 30,
    bytes: 300,
    columns: 0,
    keys: 3,
    foreignKeys: 0,
  });
});

it('storage classes are shares of all values, NULL last', () => {
  const values = {
    nulls: 50,
    integers: 0,
    reals: 10,
    texts: 40,
    blobs: 0,
    maxBytes: 1,
    needsEscape: false,
    sample: null,
  };
  expect(storageShares(values)).toEqual([
    { kind: 'texts', count: 40, share: 0.4 },
    { kind: 'reals', count: 10, share: 0.1 },
    { kind: 'nulls', count: 50, share: 0.5 },
  ]);
  expect(storageShares({ ...values, nulls: 0, reals: 0, texts: 0 })).toEqual([]);
});

it('permission to replace lifts one blocker and no other', () => {
  const both = plan([{ ...finding('blocker', 'public'), code: 'TGT-NOT-EMPTY' }, finding('blocker', 'x')]);
  expect(blockersLeft(both, false)).toHaveLength(2);
  expect(blockersLeft(both, true).map(({ code }) => code)).toEqual(['X']);
});
