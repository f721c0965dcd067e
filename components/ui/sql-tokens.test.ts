import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sqlTokens } from './sql-tokens.ts';

it('knows keywords, strings, names, numbers and comments', () => {
  const sql = `CREATE TABLE "Order ""x""" (id INTEGER, note text DEFAULT 'it''s' /* free */) -- end`;
  const of = (kind: string) =>
    sqlTokens(sql)
      .filter((token) => token.kind === kind)
      .map((token) => token.text);
  expect(of('keyword')).toEqual(['CREATE', 'TABLE', 'DEFAULT']);
  expect(of('name')).toEqual(['"Order ""x"""']);
  expect(of('string')).toEqual(["'it''s'"]);
  expect(of('comment')).toEqual(['/* free */', '-- end']);
});

it('loses no character of any text, closed or not', () => {
  const pieces = fc.constantFrom(
    "'",
    '"',
    '`',
    '[',
    ']',
    '--',
    '/*',
    '*/',
    '\n',
    'SELECT',
    '1.5',
    'имя',
    ' ',
    ';',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(
        sqlTokens(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
