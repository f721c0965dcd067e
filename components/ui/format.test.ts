import { describe, expect, it } from 'vitest';
import { scaleBytes, splitDuration } from './format.ts';

describe('scaleBytes', () => {
  it.each([
    [0, 0, 'byte'],
    [999, 999, 'byte'],
    [999.6, 0.9996, 'kilobyte'],
    [1000, 1, 'kilobyte'],
    [999_499, 999.499, 'kilobyte'],
    [999_500, 0.9995, 'megabyte'],
    [214_000_000, 214, 'megabyte'],
    [5e15, 5000, 'terabyte'],
  ])('%d bytes are %d %s', (bytes, value, unit) => {
    const scaled = scaleBytes(bytes);
    expect(scaled.value).toBeCloseTo(value, 6);
    expect(scaled.unit).toBe(unit);
  });
});

describe('splitDuration', () => {
  it.each([
    [-1, 0, 0, 0],
    [0.123, 0, 0, 0.12],
    [0.999, 0, 0, 1],
    [9.94, 0, 0, 9.9],
    [9.97, 0, 0, 10],
    [59.4, 0, 0, 59],
    [59.7, 0, 1, 0],
    [119.6, 0, 2, 0],
    [3599.7, 1, 0, 0],
    [7512, 2, 5, 0],
  ])('%d s are %d h %d min %d s', (seconds, hours, minutes, rest) => {
    expect(splitDuration(seconds)).toEqual({ hours, minutes, seconds: rest });
  });
});
