import { expect, test } from 'vitest';
import { AuditRepeats } from './audit-repeats.ts';

test('one a minute, and the next tells how many there were', () => {
  const repeats = new AuditRepeats();
  expect(repeats.leftOutBefore('a', 0)).toBe(0);
  expect(repeats.leftOutBefore('a', 10)).toBeNull();
  expect(repeats.leftOutBefore('a', 59_999)).toBeNull();
  expect(repeats.leftOutBefore('b', 59_999)).toBe(0);
  expect(repeats.leftOutBefore('a', 60_000)).toBe(2);
  expect(repeats.leftOutBefore('a', 120_000)).toBe(0);
});

test('what it remembers is bounded', () => {
  const repeats = new AuditRepeats();
  for (let i = 0; i < 20_000; i += 1) repeats.leftOutBefore(String(i), 0);
  // The oldest was forgotten, the youngest was not.
  expect(repeats.leftOutBefore('0', 1)).toBe(0);
  expect(repeats.leftOutBefore('19999', 1)).toBeNull();
});
