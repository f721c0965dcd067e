import { expect, test } from 'vitest';
import { renderGrowth, type Size } from './growth.ts';

function size(rows: number, seconds: number, peakBytes: number | null, wrong: string | null = null): Size {
  const turn = {
    seconds,
    cpuSeconds: null,
    serverCpuSeconds: null,
    peakBytes,
    peakResidentBytes: peakBytes,
    wrong,
    parts: null,
  };
  return { name: 'howdah', label: 'howdah', rows, bytes: rows * 200, missing: null, attempts: [turn] };
}

test('rows a second and memory are told against a million', () => {
  const text = renderGrowth([size(1.1e5, 2, 2e8), size(1.1e6, 10, 2.5e8), size(1.1e7, 125, 3e8)], 'text');
  expect(text.split('\n')[1]).toMatch(
    /^ +110,000 +22 MB +2.0 +55,000 +0.50× +200 MB +0.80× +all rows arrived, verified$/,
  );
  expect(text.split('\n')[0]).toContain('rows/s against 1,100,000');
  expect(text).toContain('From 1,100,000 to 11,000,000 rows: 0.80× the rows a second, 1.20× the memory.');
});

test('where a million was the most, it is told against the fewest', () => {
  const text = renderGrowth([size(1.1e5, 2, null), size(1.1e6, 10, null)], 'markdown');
  expect(text).toContain('From 110,000 to 1,100,000 rows: 2.00× the rows a second, – the memory.');
});

test('a size that went wrong has no numbers but says what', () => {
  const text = renderGrowth(
    [size(1.1e5, 2, 1e8), size(1.1e6, 10, 1e8, 'failed with status 1: full')],
    'markdown',
  );
  expect(text).toContain('| 1,100,000 | 220 MB | – | – | – | – | – | failed with status 1: full |');
});
