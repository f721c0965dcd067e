import { expect, test } from 'vitest';
import { bars, comparisonDocument, comparisonText, rowsOf, timesFloor } from './render-comparison.ts';
import type { Attempt, Result, ShapeResult } from './results.ts';

function turn(seconds: number, wrong: string | null = null): Attempt {
  return {
    seconds,
    cpuSeconds: seconds / 2,
    serverCpuSeconds: null,
    peakBytes: 1e8,
    peakResidentBytes: 3e8,
    wrong,
    parts: null,
  };
}

function result(name: string, seconds: number[], more: Partial<Result> = {}): Result {
  return {
    name,
    label: name,
    rows: 1000,
    missing: null,
    attempts: seconds.map((each) => turn(each)),
    ...more,
  };
}

function shape(...results: Result[]): ShapeResult {
  return { shape: 'reference', title: 'two tables', tables: 2, rows: 1000, bytes: 2e6, results };
}

const floor = result('floor', [1, 2]);

test('a line says how long it took, against the floor, and that all rows arrived', () => {
  const [line] = rowsOf(shape(result('howdah', [2, 3]), floor));
  expect(line).toEqual([
    ...['howdah', '2.5', '2.0–3.0', '1.75×', '400', '1.3', '–', '100 MB', 'all rows arrived'],
  ]);
});

test('a wrong count is printed as such and its time is not', () => {
  const wrong = result('pgloader', [], { attempts: [turn(0.1, 'orders 5 of 900 rows'), turn(4)] });
  const [line] = rowsOf(shape(wrong, floor));
  expect(line?.[1]).toBe('4.0');
  // The second round's, against the floor of the second round.
  expect(line?.[3]).toBe('2.00×');
  expect(line?.at(-1)).toBe('1 of 2 rounds do not count: orders 5 of 900 rows');
});

test('who was not there says why, and nothing else', () => {
  const absent = result('pgloader', [], { missing: 'pgloader not installed' });
  expect(rowsOf(shape(absent, floor))[0]).toEqual([
    ...['pgloader', '–', '–', '–', '–', '–', '–', '–', 'pgloader not installed'],
  ]);
});

test('who carried fewer rows is compared by the row, and that is said', () => {
  const few = result('row-by-row', [1, 2], { rows: 100 });
  expect(timesFloor(few, floor)).toBe(10);
  expect(rowsOf(shape(few, floor))[0]?.at(-1)).toContain('by the row');
});

test('the bars that both were there for are met or missed', () => {
  const all = shape(result('howdah', [1.8, 4]), result('howdah-no-verify', [1.6, 3.2]), floor);
  expect(bars(all)).toEqual([
    'all in, unverified: 1.60× of the floor, may be 1.50×: missed',
    'all in, verified: 1.90× of the floor, may be 2.00×: met',
  ]);
  expect(bars(shape(floor))).toEqual([]);
  expect(comparisonText({ ...all, shape: 'narrow' })).not.toContain('may be');
});

test('the document has the same numbers as the terminal', () => {
  const written = comparisonDocument([shape(result('howdah', [2, 3]), floor)], 2);
  expect(written).toContain('Medians over 2 rounds');
  expect(written).toContain('### reference: two tables (1,000 rows, 2 MB)');
  expect(written).toContain('| howdah | 2.5 | 2.0–3.0 | 1.75× |');
  expect(written).toContain('- all in, verified: 1.75× of the floor');
});
