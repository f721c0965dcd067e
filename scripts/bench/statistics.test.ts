import { expect, test } from 'vitest';
import { percentile, ratioInPairs, rotated, spread } from './statistics.ts';

test('a spread is the middle and both ends; of an even number the mean of the two in the middle', () => {
  expect(spread([3, 1, 10])).toEqual({ median: 3, least: 1, most: 10 });
  expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(spread([])).toBeNull();
});

test('ratios are taken round by round: a round that was slow for both says nothing', () => {
  // The ratio of the medians would be 2.
  expect(ratioInPairs([1.5, 30, 4], [1, 20, 2])).toBe(1.5);
});

test('a round that one of the two lacks does not count', () => {
  expect(ratioInPairs([2, null, 9], [1, 1, null])).toBe(2);
  expect(ratioInPairs([null], [1])).toBeNull();
  expect(ratioInPairs([1], [])).toBeNull();
  expect(ratioInPairs([1], [0])).toBeNull();
});

test('percentiles lie between neighbours', () => {
  const hundred = Array.from({ length: 101 }, (_, at) => 100 - at);
  expect(percentile(hundred, 0.95)).toBe(95);
  expect(percentile([10, 20], 0.75)).toBe(17.5);
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('everybody is first in turn', () => {
  expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual([
    ...['abc', 'bca', 'cab', 'abc'],
  ]);
  expect(rotated([], 2)).toEqual([]);
});
