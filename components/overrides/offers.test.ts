import { expect, it } from 'vitest';
import type { Finding, Plan } from '../../lib/engine/types.ts';
import { offerOf } from './offers.ts';

const finding = (code: string, object: string, params: Finding['params'] = {}): Finding => ({
  severity: 'info',
  code,
  object,
  params,
  message: '',
  remedy: '',
});
const plan = {
  tables: [{ source: 'visits' }, { source: 'a.b' }],
  objects: [{ kind: 'table', name: 'gone', outcome: 'left-out' }],
} as Plan;

it.each([
  ['COL-WIDENED', 'visits.place', ['tables', 'visits', 'columns', 'place', 'misfits']],
  ['COL-BYTES', 'a.b.c.d', ['tables', 'a.b', 'columns', 'c.d', 'text']],
  ['NAME-CHANGED', 'visits.place', ['tables', 'visits', 'columns', 'place', 'rename']],
  ['NAME-CHANGED', 'visits', ['tables', 'visits', 'rename']],
  ['TBL-EXCLUDED', 'gone', ['tables', 'gone', 'exclude']],
  ['TGT-NOT-EMPTY', 'public', ['match']],
])('%s of %s', (code, object, place) => {
  expect(offerOf(finding(code, object), plan)?.place).toEqual(place);
});

it('a key with orphans is the choice of its table', () => {
  const orphans = finding('FK-ORPHANS', 'visits(place)', { table: 'visits' });
  expect(offerOf(orphans, plan)).toEqual({
    table: 'visits',
    column: null,
    field: 'orphans',
    place: ['tables', 'visits', 'orphans'],
  });
});

it.each([
  ['TGT-VIEWS', 'v'],
  ['COL-WIDENED', 'nowhere.x'],
])('%s of %s has no choice', (code, object) => expect(offerOf(finding(code, object), plan)).toBeNull());
