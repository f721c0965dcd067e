import { expect, test } from 'vitest';
import { growthSizes, parseNames, parseRows } from './amounts.ts';

test('rows as people write them', () => {
  expect(['1m', '100k', '2.5M', '250000'].map(parseRows)).toEqual([1e6, 1e5, 2.5e6, 250_000]);
});

test.each(['', '5', 'many', '-1', '1g', '1m2', '2000m', 'NaN'])('"%s" is no amount of rows', (text) => {
  expect(() => parseRows(text)).toThrow('from 100 to 1000m');
});

test('names come in the order given, and a wrong one is told what there is', () => {
  expect(parseNames('b, a', ['a', 'b'])).toEqual(['b', 'a']);
  expect(() => parseNames('a,c', ['a', 'b'])).toThrow('There is no "c". There are: a, b.');
});

test('growth goes by tens up to what was asked for', () => {
  expect(growthSizes(1e7)).toEqual([1e5, 1e6, 1e7]);
  expect(growthSizes(1e8)).toEqual([1e5, 1e6, 1e7, 1e8]);
  expect(growthSizes(3e6)).toEqual([1e5, 1e6, 3e6]);
  expect(growthSizes(1e4)).toEqual([1e3, 1e4]);
});
