import { expect, test } from 'vitest';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import type { Finding } from '../../lib/engine/types.ts';
import { compareRuns } from './compare-runs.ts';

const finding = (code: string, object: string, message = ''): Finding => ({
  severity: 'warning',
  code,
  object,
  params: {},
  message,
  remedy: '',
});

const verified = (content: string, targetRows = 1, count = 'match') => ({
  count,
  content,
  targetRows,
  mismatches: content === 'differs' ? [{}] : [],
});

function run(change: {
  hash?: string | null;
  sha?: string;
  tables?: { name: string; rows: number; verification?: object | null }[];
  findings?: Finding[];
  seconds?: number | null;
  kind?: 'full' | 'verify';
}): RunDetail {
  const { hash = 'h', sha = 's', tables = [], findings = [], seconds = 1, kind = 'full' } = change;
  const names =
    kind === 'full' ? (['snapshot', 'copy', 'verify'] as const) : (['snapshot', 'verify'] as const);
  return {
    snapshot: { sha256: sha, bytes: 1, kept: true },
    plan: { findings, tables: [] },
    report: null,
    state: {
      planHash: hash,
      stages: names.map((name) => ({ name, seconds })),
      tables: tables.map((table) => ({ verification: null, ...table })),
    },
  } as unknown as RunDetail;
}

test('the same plan and the same data are told from others, and from what is not known', () => {
  expect(compareRuns(run({}), run({ sha: 'other' }))).toMatchObject({ samePlan: true, sameSnapshot: false });
  expect(compareRuns(run({ hash: null }), run({})).samePlan).toBeNull();
});

test('stages that only one of them has are there, in order', () => {
  const { stages } = compareRuns(run({ kind: 'verify', seconds: 2 }), run({ seconds: 3 }));
  expect(stages).toEqual([
    { stage: 'snapshot', a: 2, b: 3 },
    { stage: 'copy', a: null, b: 3 },
    { stage: 'verify', a: 2, b: 3 },
  ]);
});

test('tables differ by rows, by what was found, and by being there', () => {
  const a = run({
    tables: [
      { name: 'same', rows: 1, verification: verified('match') },
      { name: 'grew', rows: 1, verification: verified('match') },
      { name: 'changed', rows: 1, verification: verified('match') },
      { name: 'gone', rows: 1 },
    ],
  });
  const b = run({
    tables: [
      { name: 'same', rows: 1, verification: verified('match') },
      { name: 'grew', rows: 5, verification: verified('match', 5) },
      { name: 'changed', rows: 1, verification: verified('differs') },
      { name: 'new', rows: 1, verification: verified('not-checked') },
    ],
  });
  const { tables } = compareRuns(a, b);
  expect(tables.map(({ name, differs }) => [name, differs])).toEqual([
    ['same', false],
    ['grew', true],
    ['changed', true],
    ['gone', true],
    ['new', true],
  ]);
  expect(tables[2]?.b).toMatchObject({ verdict: 'differs', differences: 1 });
  expect(tables[3]).toMatchObject({ a: { verdict: 'not-checked' }, b: null });
  expect(tables[4]?.b?.verdict).toBe('counts');
});

test('a finding is the same whatever figures it names', () => {
  const a = run({ findings: [finding('X', 't.c', '3 values'), finding('GONE', 't')] });
  const b = run({ findings: [finding('X', 't.c', '5 values'), finding('X', 'other')] });
  const { both, onlyA, onlyB } = compareRuns(a, b).findings;
  expect(both).toBe(1);
  expect(onlyA.map(({ code }) => code)).toEqual(['GONE']);
  expect(onlyB.map(({ object }) => object)).toEqual(['other']);
});
