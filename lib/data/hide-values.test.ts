import { expect, test } from 'vitest';
import { errorInfo, MigrationError } from '../engine/errors.ts';
import { initialRunState, type RunEvent } from '../engine/events.ts';
import { copyError, serverError } from '../engine/target/errors.ts';
import type { Plan, Report } from '../engine/types.ts';
import type { Probe } from './dto/probe.ts';
import { hideError, hideEvent, hidePlan, hideProbe, hideReport, hideState } from './hide-values.ts';

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

test('what was counted for a choice keeps its figures', () => {
  const column = {
    table: 'users',
    column: 'name',
    type: 'date',
    policy: 'null',
    count: 2,
    rows: 3,
    looked: 3,
  };
  const samples = [{ key: 'name=ivan', value: 'ivan' }];
  const error = { code: 'PLN-OVERRIDE', message: 'No such type.', remedy: '' };
  const trial = { sourceChanged: false, columns: [{ ...column, samples, error }] };
  const hidden = hideProbe({ error: null, putIn: null, trial } as unknown as Probe);
  expect(JSON.stringify(hidden)).not.toContain('ivan');
  expect(hidden.trial?.columns[0]).toMatchObject({ ...column, error: { code: 'PLN-OVERRIDE' } });
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

/** As PostgreSQL says it: the values of a row stand in the sentence. */
const refused = [
  copyError({ code: '22P02', message: 'invalid input syntax for type date: "ivan"', where: 'ivan' }, 'users'),
  serverError({ code: '23505', message: 'duplicate key', detail: 'Key (name)=(ivan) already exists.' }, 'x'),
  serverError({ code: 'P0001', message: 'no ivan here' }, 'inserting'),
  new MigrationError('VER-DIFFERS', 'First: users, id=1, column name: ivan here, anna there.', 'Look.'),
  new Error('ivan'),
].map(errorInfo);

test('what PostgreSQL quotes of a row goes from every place where an error is told, its code and remedy stay', () => {
  for (const error of refused) {
    expect(JSON.stringify(error)).toContain('ivan');
    const state = { ...initialRunState('full'), error };
    const events: RunEvent[] = [
      { type: 'run-ended', outcome: 'failed', error, at: 1 },
      { type: 'rollback-failed', error, at: 1 },
      { type: 'finalise-failed', error, at: 1 },
      { type: 'paused', error, at: 1 },
    ];
    const shown = { ...error, params: error.context };
    const probe = { error: shown, putIn: null } as unknown as Probe;
    const report = { findings: [], tables: [], error } as unknown as Report;
    const hidden = [
      hideReport(report),
      hideState(state),
      ...events.map(hideEvent),
      hideError(shown),
      hideProbe(probe),
    ];
    for (const one of hidden) {
      expect(JSON.stringify({ ...one, context: null })).not.toContain('ivan');
      expect(JSON.stringify(one)).toContain(error.code);
      expect(JSON.stringify(one)).toContain('hidden');
    }
  }
});

test('an error that quotes nothing stays as it is; a sample among its facts goes', () => {
  const lost = {
    code: 'TGT-LOST',
    message: 'The connection was lost.',
    remedy: 'Look.',
    params: { table: 't' },
  };
  expect(hideError(lost)).toEqual(lost);
  const blocked = {
    code: 'MAT-MISFITS',
    message: 'For example: ivan',
    remedy: '',
    params: { sample: 'ivan' },
  };
  expect(hideError(blocked)).toMatchObject({ message: 'For example: •••', params: { sample: '•••' } });
  const also = { code: 'TGT-LOST', message: 'Lost. Also failed: Key (name)=(ivan)', remedy: '' };
  expect(JSON.stringify(hideError(also))).not.toContain('ivan');
});

test('rows that still do not go in are counted, not quoted', () => {
  const putIn = { putIn: 1, left: 1, first: [{ table: 't', number: 3, key: 'name=ivan', reason: 'ivan' }] };
  const hidden = hideProbe({ error: null, putIn } as unknown as Probe);
  expect(JSON.stringify(hidden)).not.toContain('ivan');
  expect(hidden.putIn).toMatchObject({ left: 1, first: [{ table: 't', number: 3 }] });
});
