import { expect, it } from 'vitest';
import type { Finding, Report } from '../engine/index.ts';
import { renderFindings, renderReport } from './render-report.ts';

const REPORT: Report = {
  run: 'abcdefghjk',
  kind: 'verify',
  outcome: 'failed',
  error: { code: 'VER-DIFFERS', message: 'Different.', remedy: 'Look.' },
  plan: { hash: 'h' },
  source: { path: '/data/a.db', bytes: 4096, sha256: 'ff' },
  target: { database: 'db', schema: 'public' },
  tables: [
    {
      source: 'Заказы\u001b[31m',
      target: { schema: 'public', table: 'orders' },
      columns: [],
      rows: { source: 1234, copied: 0, quarantined: 0, leftOut: 0 },
      verification: {
        count: 'differs',
        content: 'differs',
        mismatches: Array.from({ length: 7 }, (_, id) => ({
          key: `id=${id}`,
          column: id === 0 ? null : 'price',
          source: '1.50',
          target: id === 0 ? null : '1.5',
        })),
      },
    },
  ],
  objects: [
    { kind: 'table', name: 'a', table: 'a', outcome: 'migrated', reason: null, sql: null },
    { kind: 'view', name: 'v', table: null, outcome: 'left-out', reason: 'not yet', sql: 'CREATE VIEW v' },
  ],
  accepted: [],
  findings: [],
  stages: [{ name: 'verify', seconds: 2 }],
};

it('shows what differs, by key and column, and what was left out and why', () => {
  const text = renderReport(REPORT);
  expect(text).toContain('Run     abcdefghjk (verify): failed in 2.0 s');
  expect(text).toMatch(/^Заказы\\x1b\[31m +orders +1,234 +differs +differs$/m);
  expect(text).toMatch(/^ {2}id=0 +\(row\) +1\.50 +none$/m);
  expect(text).toContain('… and 2 more in the report');
  expect(text).toMatch(/left-out +view +v +not yet/);
  expect(text).not.toContain('\u001b');
});

it('counts copied rows only where something is copied', () => {
  expect(renderReport(REPORT)).not.toContain('Copied');
  expect(renderReport({ ...REPORT, kind: 'full' })).toContain('Copied');
});

it('gathers findings of one kind under one remedy', () => {
  const finding = (severity: Finding['severity'], code: string, message: string): Finding => ({
    severity,
    code,
    object: 'o',
    params: {},
    message,
    remedy: `mend ${code}`,
  });
  const text = renderFindings([
    finding('blocker', 'TGT-A', 'first'),
    finding('warning', 'COL-B', 'one'),
    finding('info', 'NAME-C', 'name'),
    finding('warning', 'COL-B', 'two'),
  ]);
  expect(text.split('\n')).toEqual([
    'Findings: 1 blocker, 2 warnings, 1 for information',
    '  blocker TGT-A',
    '    first',
    '    → mend TGT-A',
    '  warning COL-B',
    '    one',
    '    two',
    '    → mend COL-B',
    '  info NAME-C',
    '    name',
    '    → mend NAME-C',
  ]);
});
