import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_NAME_BYTES, mapName, NameSpace } from './names.ts';

test.each([
  ['Order Details', 'snake', 'order_details'],
  ['HTTPOrder-details2Go', 'snake', 'http_order_details2_go'],
  ['ЗаказыКлиента', 'snake', 'заказы_клиента'],
  ['%%%', 'snake', '%%%'],
  ['MixedCase', 'lower', 'mixedcase'],
  ['a "b" c', 'keep', 'a "b" c'],
] as const)('%s in mode %s is %s', (name, mode, expected) => {
  expect(mapName(name, mode)).toBe(expected);
});

test('every name fits into 63 bytes, keeps whole characters and is the same each time', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('keep', 'lower', 'snake'),
      (name, mode) => {
        const mapped = mapName(name, mode as 'keep');
        expect(Buffer.byteLength(mapped)).toBeLessThanOrEqual(MAX_NAME_BYTES);
        expect(mapped).not.toBe('');
        expect(mapped.isWellFormed() && !mapped.includes('\0')).toBe(true);
        expect(mapName(name, mode as 'keep')).toBe(mapped);
      },
    ),
  );
});

test('no name is given out twice', () => {
  const space = new NameSpace(['taken']);
  expect([space.take('taken'), space.take('taken'), space.take('free')]).toEqual([
    'taken_2',
    'taken_3',
    'free',
  ]);
  const long = 'ж'.repeat(31);
  expect(space.take(long)).toBe(long);
  expect(Buffer.byteLength(space.take(long))).toBeLessThanOrEqual(MAX_NAME_BYTES);
});
