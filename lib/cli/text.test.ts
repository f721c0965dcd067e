import { describe, expect, it } from 'vitest';
import { bytes, columns, duration, printable, shortened, width } from './text.ts';

it('lets no value of a stranger play with the terminal', () => {
  expect(printable('a\x1b[2Jb\u009b\r\n')).toBe('a\\x1b[2Jb\\x9b\\x0d\\x0a');
  expect(printable('x\u202egnp.exe\ufeff')).toBe('x\\u{202e}gnp.exe\\u{feff}');
  expect(printable('Счёт 👩‍👧 «ok»')).toBe('Счёт 👩‍👧 «ok»');
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 KB'],
  [884_736, '884.7 KB'],
  [2_500_000_000, '2.5 GB'],
])('%d bytes are %s', (value, text) => expect(bytes(value)).toBe(text));

it.each([
  [0.04, '0.0 s'],
  [12.3, '12 s'],
  [185, '3:05'],
  [3723, '1:02:03'],
])('%d seconds are %s', (value, text) => expect(duration(value)).toBe(text));

describe('columns', () => {
  it('line up whatever the letters, numbers to the right', () => {
    const text = columns(
      ['Name', '>Rows', 'Note'],
      [
        ['Ёж 😀', '5', 'a'],
        ['e\u0301', '1,000', ''],
      ],
    );
    expect(text.split('\n')).toEqual(['Name    Rows  Note', 'Ёж 😀      5  a', 'e\u0301      1,000']);
    const [, second = ''] = text.split('\n');
    expect(width(second.slice(0, second.indexOf('5') + 1))).toBe(12);
  });
});

it('cuts a long name in the middle, but never the last column', () => {
  const long = `${'x'.repeat(60)}_idx_a`;
  const [, row = ''] = columns(['Name', 'Why'], [[long, long]]).split('\n');
  expect(row).toMatch(/^x{27}…x{10}_idx_a {2}x{60}_idx_a$/);
});

it('shortens by characters, never in the middle of one', () => {
  expect(shortened('😀😀😀', 2)).toBe('😀…');
  expect(shortened('ab', 2)).toBe('ab');
});
