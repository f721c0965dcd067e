import { expect, test } from 'vitest';
import type { Plan, Report } from '../engine/types.ts';
import { hidePlan, hideReport } from './hide-values.ts';

const values = { nulls: 0, integers: 0, reals: 0, texts: 1, blobs: 0, maxBytes: 5, sample: 'ivan' };
const finding = {
  severity: 'warning' as const,
  code: 'COL-WIDENED',
  object: 'users.name',
  params: { sample: 'ivan', column: 'users.name' },
  message: 'For example: ivan',
  remedy: '',
};

test('samples go, sentences and figures stay', () => {
  const plan = {
    findings: [finding],
    tables: [{ columns: [{ source: 'name', values }] }],
  } as unknown as Plan;
  const hidden = hidePlan(plan);
  expect(JSON.stringify(hidden)).not.toContain('ivan');
  expect(hidden.findings[0]).toMatchObject({ message: 'For example: •••', object: 'users.name' });
  expect(hidden.tables[0]?.columns[0]?.values).toMatchObject({ texts: 1, maxBytes: 5 });
});

test('a report keeps its verdicts and loses the values', () => {
  const mismatches = [{ key: 'name=ivan', column: 'name', source: 'ivan', target: null }];
  const report = {
    findings: [finding],
    tables: [{ verification: { count: 'match', content: 'differs', mismatches } }],
  } as unknown as Report;
  const hidden = hideReport(report);
  expect(JSON.stringify(hidden)).not.toContain('ivan');
  expect(hidden.tables[0]?.verification.mismatches).toEqual([
    { key: '•••', column: 'name', source: '•••', target: null },
  ]);
});

test('the number that stands for a time goes, before and after', () => {
  const params = {
    column: 't.c',
    form: 'unix-seconds',
    type: 'date',
    before: '1700000000',
    after: '2023-11-14',
  };
  const epoch = { ...finding, params, message: '1700000000 is 2023-11-14.' };
  const hidden = hidePlan({ findings: [epoch], tables: [] } as unknown as Plan);
  expect(JSON.stringify(hidden)).not.toMatch(/1700000000|2023/);
  expect(hidden.findings[0]?.message).toBe('••• is •••.');
});
