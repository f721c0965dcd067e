import { expect, it } from 'vitest';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { keptRows, keptTotals } from './kept-rows.ts';

type Kept = Pick<RunDetail, 'report' | 'plan'>;
const plan = { tables: [{ source: 'a', quarantined: 2, leftOut: 1 }] } as unknown as RunDetail['plan'];
const report = {
  tables: [
    { source: 'a', rows: { source: 9, copied: 5, quarantined: 3, leftOut: 1 } },
    { source: 'b', rows: { source: 9, copied: 9, quarantined: 0 } },
  ],
} as unknown as RunDetail['report'];

it('the report counts, and before there is one the plan does', () => {
  const planned: Kept = { plan, report: null };
  expect(keptRows(planned).get('a')).toEqual({ quarantined: 2, leftOut: 1 });
  expect(keptRows({ plan, report }).get('a')).toEqual({ quarantined: 3, leftOut: 1 });
});

it('an old report and a run without a plan keep nothing', () => {
  expect(keptRows({ plan, report }).get('b')).toEqual({ quarantined: 0, leftOut: 0 });
  expect(keptTotals(keptRows({ plan: null, report: null }))).toEqual({ quarantined: 0, leftOut: 0 });
  expect(keptTotals(keptRows({ plan, report }))).toEqual({ quarantined: 3, leftOut: 1 });
});
