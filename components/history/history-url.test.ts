import { expect, it } from 'vitest';
import { isFiltered, readChosen, readFilter, withCursor, withFilters } from './history-url.ts';

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

it('reads project, batch and the least duration that can be chosen', () => {
  expect(readFilter({ project: 'p', batch: 'b', longer: '600' })).toMatchObject({
    projectId: 'p',
    batchId: 'b',
    longerMs: 600_000,
  });
  expect(readFilter({ longer: '601' }).longerMs).toBeUndefined();
});

it('two runs at most are chosen, each once, and what is no id is none', () => {
  expect(readChosen({ a: 'x1', b: 'x2' })).toEqual(['x1', 'x2']);
  expect(readChosen({ a: 'x1', b: 'x1' })).toEqual(['x1']);
  expect(readChosen({ a: ['x1', 'x2'], b: '../x' })).toEqual([]);
});

it('filters go along to other addresses, places and what is taken out do not', () => {
  const params = { kind: 'full', a: 'x', cursor: 'old' };
  expect(withFilters('/api/history/export', params, { format: 'csv', a: null })).toBe(
    '/api/history/export?kind=full&format=csv',
  );
});
