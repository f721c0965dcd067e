import { expect, it } from 'vitest';
import type { Overrides, Plan } from '../../lib/engine/types.ts';
import { changesOf } from './document.ts';
import { triedColumns } from './tried.ts';

const plan = {
  tables: [{ source: 'visits', columns: [{ source: 'day' }, { source: 'place' }] }],
} as unknown as Plan;
const tried = (document: Overrides, saved: Overrides = {}) =>
  triedColumns(plan, document, changesOf(saved, document));
const day = (choices: object, more: object = {}): Overrides => ({
  tables: { visits: { ...more, columns: { day: choices } } },
});

it('a column is tried for a choice of its own that decides what fits', () => {
  expect(tried(day({ type: 'date' })).map(({ column }) => column)).toEqual(['day']);
  expect(tried(day({ type: 'date', misfits: 'null' }))).toHaveLength(1);
  expect(tried({}, day({ type: 'date' }))).toHaveLength(1);
});

it('other choices, and columns that the plan has not, are not', () => {
  expect(tried(day({ rename: 'd', default: null }))).toEqual([]);
  expect(tried({ misfits: 'null' })).toEqual([]);
  expect(tried({ tables: { visits: { columns: { gone: { type: 'date' } } } } })).toEqual([]);
  expect(tried(day({ type: 'date' }), day({ type: 'date' }))).toEqual([]);
});

it('is counted again when something changes that the count depends on', () => {
  const [one] = tried(day({ type: 'date' }));
  expect(tried(day({ type: 'date', rename: 'd' }))).toEqual([one]);
  expect(tried(day({ type: 'date' }, { orphans: 'stop' }))).toEqual([one]);
  for (const other of [
    day({ type: 'date', misfits: 'null' }),
    day({ type: 'date' }, { where: 'id > 1' }),
    { ...day({ type: 'date' }), zone: 'UTC' },
  ]) {
    expect(tried(other)[0]?.signature).not.toBe(one?.signature);
  }
});
