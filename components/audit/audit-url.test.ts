import { expect, test } from 'vitest';
import { isFiltered, pageOf, readFilter, withFilter } from './audit-url.ts';

test('the address is read, and what it cannot mean is left out', () => {
  expect(readFilter({ who: ' anna ', outcome: 'refused', from: '2026-01-02', to: '2026-01-02' })).toEqual({
    who: 'anna',
    action: undefined,
    outcome: 'refused',
    subject: undefined,
    from: Date.UTC(2026, 0, 2),
    to: Date.UTC(2026, 0, 3) - 1,
    cursor: undefined,
  });
  const nonsense = { who: 'a\0', outcome: 'x', from: '2026-99-99', cursor: '-1', subject: ['a', 'b'] };
  expect(isFiltered(readFilter(nonsense))).toBe(false);
  expect(readFilter(nonsense).cursor).toBeUndefined();
});

test('another page and the file keep the filters, and only those', () => {
  const params = { who: 'anna', cursor: '9', evil: 'x', action: '' };
  expect(withFilter('/audit', params, { cursor: 4 })).toBe('/audit?who=anna&cursor=4');
  expect(withFilter('/api/audit/export', params, { format: 'csv' })).toBe(
    '/api/audit/export?who=anna&format=csv',
  );
  expect(withFilter('/audit', {}, { cursor: null })).toBe('/audit');
});

test('an entry leads to what it is about, never out of the panel', () => {
  expect(pageOf({ action: 'run.start', subject: 'k3v9x0a2mq' })).toBe('/runs/k3v9x0a2mq');
  expect(pageOf({ action: 'source.browse', subject: '/srv/x' })).toBeNull();
  expect(pageOf({ action: 'user.role', subject: 'abc' })).toBeNull();
  expect(pageOf({ action: 'run.start', subject: null })).toBeNull();
});
