import { expect, it } from 'vitest';
import {
  changesOf,
  choiceAt,
  choicesOf,
  countBelow,
  inColumn,
  inTable,
  placeNamed,
  withChoice,
} from './document.ts';

const document = {
  tables: { 'a.b': { exclude: true, columns: { 'c.d': { type: 'date', default: null } } } },
  names: 'snake' as const,
};
const type = [...inColumn('a.b', 'c.d'), 'type'];

it('finds a choice by its place', () => {
  expect(choiceAt(document, type)).toBe('date');
  expect(choiceAt(document, [...inColumn('a.b', 'c.d'), 'default'])).toBeNull();
  expect(choiceAt(document, ['tables', 'constructor', 'name'])).toBeUndefined();
  expect(choiceAt(document, inTable('a.b'))).toBeUndefined();
});

it('makes a choice and leaves the given document alone', () => {
  const made = withChoice({}, type, 'date');
  expect(made).toEqual({ tables: { 'a.b': { columns: { 'c.d': { type: 'date' } } } } });
  expect(withChoice(made, ['names'], 'lower').tables).toBe(made.tables);
});

it('a table called __proto__ is a table', () => {
  const made = withChoice({}, [...inTable('__proto__'), 'exclude'], true);
  expect(JSON.stringify(made)).toBe('{"tables":{"__proto__":{"exclude":true}}}');
  expect(choicesOf(made)).toEqual([{ place: ['tables', '__proto__', 'exclude'], choice: true }]);
});

it('takes a choice back with all that is left empty by it', () => {
  const made = withChoice({}, type, 'date');
  expect(withChoice(made, type, undefined)).toEqual({});
  expect(withChoice({ names: 'snake' }, type, undefined)).toEqual({ names: 'snake' });
});

it('lists every choice, those for the whole database first', () => {
  expect(choicesOf(document)).toEqual([
    { place: ['names'], choice: 'snake' },
    { place: ['tables', 'a.b', 'exclude'], choice: true },
    { place: type, choice: 'date' },
    { place: [...inColumn('a.b', 'c.d'), 'default'], choice: null },
  ]);
  expect(countBelow(choicesOf(document), inTable('a.b'))).toBe(3);
  expect(countBelow(choicesOf(document), inColumn('a.b', 'c.d'))).toBe(2);
});

it('says what was chosen, changed and taken back', () => {
  const after = withChoice(withChoice(document, type, undefined), ['zone'], 'UTC');
  expect(changesOf(document, { ...after, names: 'lower' })).toEqual([
    { place: ['names'], choice: 'lower', before: 'snake' },
    { place: ['zone'], choice: 'UTC', before: undefined },
    { place: type, choice: undefined, before: 'date' },
  ]);
  expect(changesOf(document, document)).toEqual([]);
});

it('finds the place that a text names, whatever dots are in it', () => {
  expect(placeNamed(document, 'tables.a.b.columns.c.d.type')).toEqual(type);
  expect(placeNamed(document, 'tables.a.b.columns.c.d')).toEqual(inColumn('a.b', 'c.d'));
  expect(placeNamed(document, 'tables.a.b')).toEqual(inTable('a.b'));
  expect(placeNamed(document, 'tables.gone')).toBeNull();
});
