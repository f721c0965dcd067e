/** Short ways must come to what the slow way comes to, or say that they do not know. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodingOf, kindOf } from './encodings.ts';
import { feedText, SHORT_WAYS } from './feed.ts';
import { RowHash } from './row-hash.ts';

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 0, maxLength: 18 });
const sign = fc.constantFrom('', '-', '+');
const numbers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.tuple(sign, digits, fc.constantFrom('', '.'), digits).map((parts) => parts.join('')),
  fc.double({ noNaN: true }).map(String),
  fc.constantFrom('0', '-0', '0.0', '-0.0', '00', '007', '1.', '.5', '1.50', '100', '1e3', '-1.0', 'Inf', ''),
);
const times = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 19).replace('T', ' ')),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2024-02-29',
    '10:00',
    '10:00:00',
    '10:00:00.50',
    '2024-02-29 10:00',
    '2024-02-29T10:00:00',
  ),
);
const anything = fc.oneof(
  numbers,
  times,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('t', 'f', '1', 'true', 'TRUE'),
);

test.each([
  'bigint',
  'numeric(10,2)',
  'boolean',
  'text',
  'date',
  'time without time zone',
  'timestamp without time zone',
])('%s', (type) => {
  const encoding = encodingOf({ type, plan: { codec: 'text' } as never });
  let taken = 0;
  fc.assert(
    fc.property(type === 'bigint' || type.startsWith('numeric') ? numbers : anything, (text) => {
      const block = Buffer.from(`x${text}x`);
      const view = new DataView(block.buffer, block.byteOffset, block.length);
      const short = new RowHash();
      if (!SHORT_WAYS[kindOf(type)](short, block, view, 1, block.length - 1)) return;
      taken++;
      const slow = new RowHash();
      feedText(slow, encoding, encoding.encode(block.toString('utf8', 1, block.length - 1)));
      expect([short.high, short.low], JSON.stringify(text)).toEqual([slow.high, slow.low]);
    }),
    { numRuns: 2000, seed: 7 },
  );
  expect(taken).toBeGreaterThan(20);
});
