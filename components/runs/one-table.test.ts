import { expect, test } from 'vitest';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { Finding } from '../../lib/engine/types.ts';
import { oneTable, tableHref } from './one-table.ts';

const finding = (object: string): Finding => ({
  severity: 'info',
  code: 'X',
  object,
  params: {},
  message: '',
  remedy: '',
});
const run = {
  plan: {
    tables: [
      { source: 'a', target: 'a', columns: [] },
      { source: 'a.b', target: 'ab', columns: [] },
    ],
    objects: [
      { kind: 'trigger', name: 't', table: 'a', outcome: 'left-out' },
      { kind: 'index', name: 'i', table: 'a', outcome: 'migrated' },
      { kind: 'view', name: 'v', table: null, outcome: 'adapted' },
    ],
    findings: [finding('a.c'), finding('a.b'), finding('elsewhere')],
  },
  report: { tables: [{ source: 'a' }, { source: 'a.b' }], objects: [1], findings: [1] },
} as unknown as RunDetail;

test('a page of one table is given that table alone', () => {
  const found = oneTable(run, 'a');
  expect(found.findings.map(({ object }) => object)).toEqual(['a.c']);
  expect(found.objects.map(({ name }) => name)).toEqual(['t']);
  expect(found.run.plan?.tables).toEqual([{ source: 'a', target: 'a', columns: [] }]);
  expect(found.run.plan?.findings).toEqual([]);
  expect(found.run.report?.tables).toEqual([{ source: 'a' }]);
  expect(oneTable(run, 'gone').plan).toBeNull();
});

test('a name is one part of the address, whatever stands in it', () => {
  expect(tableHref('r', 'a/b c%', 'tables')).toBe('/runs/r/tables/a%2Fb%20c%25?from=tables');
});
