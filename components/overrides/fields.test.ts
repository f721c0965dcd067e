import { expect, it } from 'vitest';
import { ColumnChoices, Overrides, TableChoices } from '../../lib/engine/types.ts';
import en from '../../messages/en.json' with { type: 'json' };
import { COLUMN_FIELDS, DATABASE_FIELDS, type Fields, fieldAt, TABLE_FIELDS } from './fields.ts';

const words: Record<
  string,
  { label?: string; hint?: string; unset?: string; value?: Record<string, string> }
> = en.choices.field;

it.each([
  ['the whole database', Overrides.shape, DATABASE_FIELDS, ['tables']],
  ['a table', TableChoices.shape, TABLE_FIELDS, ['columns']],
  ['a column', ColumnChoices.shape, COLUMN_FIELDS, []],
])('every choice of %s has its field and its words', (_, shape, fields: Fields, others: string[]) => {
  expect(Object.keys(fields).sort()).toEqual(
    Object.keys(shape)
      .filter((name) => !others.includes(name))
      .sort(),
  );
  for (const [name, field] of Object.entries(fields)) {
    expect(words[name]?.label, name).toBeTruthy();
    // The names of PostgreSQL's own configurations stay as they are.
    if (field.kind !== 'one-of' || name === 'search') continue;
    expect(words[name]?.unset, name).toBeTruthy();
    for (const value of field.values) expect(words[name]?.value?.[value], `${name} ${value}`).toBeTruthy();
  }
});

it('finds the field of a place', () => {
  expect(fieldAt(['names'])).toBe(DATABASE_FIELDS.names);
  expect(fieldAt(['tables', 't', 'where'])).toEqual({ kind: 'condition' });
  expect(fieldAt(['tables', 't', 'columns', 'c', 'type'])).toEqual({ kind: 'type' });
  expect(fieldAt(['tables', 't', 'columns', 'c', 'constructor'])).toBeNull();
});
