import { expect, test } from 'vitest';
import { markdownTable, megabytes, orDash, seconds, textTable, times, whole } from './table.ts';

test('numbers are set to the right, words to the left', () => {
  const lines = textTable(
    ['who', '>seconds', 'remark'],
    [
      ['howdah', '12.5', 'fine'],
      ['a pipe', '3', ''],
    ],
  );
  expect(lines.split('\n')).toEqual(['who     seconds  remark', 'howdah     12.5  fine', 'a pipe        3']);
});

test('a bar in a cell does not become a column of the document', () => {
  expect(markdownTable(['who', '>s'], [['sqlite3 | psql', '1']])).toBe(
    '| who | s |\n|---|---:|\n| sqlite3 \\| psql | 1 |',
  );
});

test('numbers say as much as they know', () => {
  expect([0.412, 3.26, 14.04, 123.4].map(seconds)).toEqual(['0.41', '3.3', '14.0', '123']);
  expect([times(1.149), whole(1234567.8), megabytes(2.5e8)]).toEqual(['1.15×', '1,234,568', '250 MB']);
  expect([orDash(null, seconds), orDash(undefined, seconds), orDash(0, seconds)]).toEqual(['–', '–', '0.00']);
});
