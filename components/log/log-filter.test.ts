import { expect, test, vi } from 'vitest';
import type { RunEvent } from '../../lib/engine/events.ts';
import { fitsFilter, readLogFilter } from './log-filter.ts';
import { withNewer } from './use-log.ts';

const failed: RunEvent = { type: 'table-state', table: 'Orders', state: 'failed', at: 1 };
const copying: RunEvent = { type: 'table-state', table: 'users', state: 'copying', at: 1 };
const fits = (event: RunEvent, query: string, words = 'Orders: Failed') =>
  fitsFilter(event, readLogFilter(new URLSearchParams(query)), { stages: [], words: () => words });

test('what stands in the address narrows it; what it cannot mean does not', () => {
  expect(fits(failed, '')).toBe(true);
  expect(fits(failed, 'level=error')).toBe(true);
  expect(fits(copying, 'level=warn')).toBe(false);
  expect(fits(copying, 'level=odd&stage=odd')).toBe(true);
  expect(fits(copying, 'stage=copy')).toBe(true);
  expect(fits(copying, 'stage=verify')).toBe(false);
  expect(fits(failed, 'table=order')).toBe(true);
  expect(fits(copying, 'table=order')).toBe(false);
  expect(fits(failed, 'text=FAILED')).toBe(true);
  expect(fits(failed, 'text=something')).toBe(false);
});

test('an event is put into words only where everything else fits', () => {
  const words = vi.fn(() => '');
  fitsFilter(copying, readLogFilter(new URLSearchParams('level=error&text=x')), { stages: [], words });
  expect(words).not.toHaveBeenCalled();
});

test('newer lines go on top; where more came than was sent, it begins anew', () => {
  const line = (seq: number) => ({ seq, event: copying });
  const before = { entries: [line(1)], older: null, newest: 1, error: null, loading: null };
  const page = { entries: [line(3), line(2)], older: null, newest: 3, gap: false };
  expect(withNewer(before, page)).toMatchObject({ newest: 3, entries: [line(3), line(2), line(1)] });
  const far = { ...page, gap: true, older: 2 };
  expect(withNewer(before, far)).toMatchObject({ newest: 3, older: 2, entries: [line(3), line(2)] });
});
