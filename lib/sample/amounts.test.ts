import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSize, rowsByTable, rowsForBytes } from './amounts.ts';
import { SampleError } from './error.ts';

describe('rowsByTable', () => {
  it('shares out exactly what was asked for, and never gives more children than parents allow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 50_000_000 }), (total) => {
        const rows = rowsByTable(total);
        expect(Object.values(rows).reduce((sum, count) => sum + count, 0)).toBe(total);
        expect(Object.values(rows).every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
        expect(rows.payments + rows.reviews).toBeLessThanOrEqual(rows.bookings);
        expect(rows.admins).toBeLessThanOrEqual(rows.users);
        expect(rows.service_staff).toBeLessThanOrEqual(rows.staff * rows.services);
        expect(rows.working_hours).toBeLessThanOrEqual(rows.staff * 7);
      }),
    );
  });

  it('refuses fewer rows than one of everything', () => {
    expect(() => rowsByTable(9)).toThrow(SampleError);
  });
});

describe('sizes', () => {
  it.each([
    ['4096', 4096],
    ['500KB', 500_000],
    ['1.5 gb', 1_500_000_000],
    ['2G', 2_000_000_000],
  ])('%s is %d bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', 'big', '-1MB', '0', '2 XB', '1e9'])('%j is no size', (text) => {
    expect(() => parseSize(text)).toThrow(SampleError);
  });

  it('always leaves something to make', () => expect(rowsForBytes(1)).toBe(10));
});
