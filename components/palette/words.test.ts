import { expect, test } from 'vitest';
import { beyond, matches, wordsOf } from './words.ts';

test('words are found wherever they stand, in either language, however written', () => {
  expect(matches('New migration', wordsOf('MIGR new'))).toBe(true);
  expect(matches('Новая миграция', wordsOf('нов мигр'))).toBe(true);
  expect(matches('Учётная запись', wordsOf('учет'))).toBe(true);
  expect(matches('Учетная запись', wordsOf('УЧЁТ'))).toBe(true);
  expect(matches('New migration', wordsOf('new source'))).toBe(false);
  expect(matches('anything', wordsOf('  '))).toBe(true);
});

test('of an act and a name only the name is looked for', () => {
  expect(beyond('Roll back', wordsOf('roll back shop'))).toBe('shop');
  expect(beyond('Roll back', wordsOf('shop ro'))).toBe('shop');
  expect(beyond('Откатить', wordsOf('откат магазин'))).toBe('магазин');
  expect(beyond('Roll back', wordsOf('shop'))).toBe('shop');
  expect(beyond('Roll back', wordsOf('roll'))).toBe('');
});
