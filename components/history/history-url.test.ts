import { expect, it } from 'vitest';
import { isFiltered, readFilter, withCursor } from './history-url.ts';

it('reads what it can mean', () => {
  expect(
    readFilter({ status: 'failed', kind: 'full', source: 's', person: 'p', differences: '1' }),
  ).toMatchObject({
    status: ['failed'],
    kind: ['full'],
    sourceId: 's',
    userId: 'p',
    differences: true,
  });
  expect(readFilter({ status: 'running' }).status).toEqual(['running', 'rolling-back']);
});

it('takes whole days', () => {
  const { from, to } = readFilter({ from: '2026-03-01', to: '2026-03-01' });
  expect((to ?? 0) - (from ?? 0)).toBe(24 * 3600_000 - 1);
});

it('leaves out what means nothing', () => {
  const filter = readFilter({
    status: 'odd',
    kind: ['full', 'dry'],
    from: 'x',
    to: '2026-99-99',
    source: '',
  });
  expect(isFiltered(filter)).toBe(false);
});

it('pages keep the filters, and the first page has no place', () => {
  const params = { kind: 'full', status: '', cursor: 'old' };
  expect(withCursor(params, '12-a')).toBe('/history?kind=full&cursor=12-a');
  expect(withCursor(params, null)).toBe('/history?kind=full');
  expect(withCursor({}, null)).toBe('/history');
});
