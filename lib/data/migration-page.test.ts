import { expect, test, vi } from 'vitest';
import type { MigrationDetail } from './dto/migration.ts';
import type { RunDetail } from './dto/run.ts';
import { getMigrationPage } from './migration-page.ts';

vi.mock('../auth/current.ts', () => ({ currentSession: async () => null }));

const migration = (
  run: string,
  status: string,
  plan: object | null = null,
  activeRun: string | null = null,
) => ({ latestPlan: { id: run, status }, plan, activeRun }) as MigrationDetail;
const preview = (id: string, hasReport: boolean) => ({ id, meta: { hasReport } }) as RunDetail;

/** Reads one after another; the names say in which order. */
function reads(migrations: (MigrationDetail | null)[], runs: (RunDetail | null)[]) {
  return getMigrationPage('m', {
    migration: async () => migrations.shift() ?? null,
    run: async (id) => {
      const run = runs.shift() ?? null;
      expect(run?.id ?? id).toBe(id);
      return run;
    },
  });
}

test('a preview that goes on is shown, and the page hears of its end', async () => {
  const [running, run] = [migration('a', 'running'), preview('a', false)];
  expect(await reads([running], [run])).toEqual({ migration: running, preview: run });
});

test('one that ended between the two reads is not waited for: its plan is shown', async () => {
  const planned = migration('a', 'succeeded', {});
  expect(await reads([migration('a', 'running'), planned], [preview('a', true)])).toEqual({
    migration: planned,
    preview: null,
  });
});

test('one whose worker has not given it back yet is shown: until then nothing can be started', async () => {
  const [planned, run] = [migration('a', 'succeeded', {}, 'a'), preview('a', false)];
  expect(await reads([planned], [run])).toEqual({ migration: planned, preview: run });
  const other = migration('a', 'succeeded', {}, 'b');
  expect(await reads([other], [])).toEqual({ migration: other, preview: null });
});

test('one that failed is shown with a migration that was read after it', async () => {
  const [failed, run] = [migration('a', 'failed'), preview('a', true)];
  expect(await reads([migration('a', 'running'), failed], [run])).toEqual({
    migration: failed,
    preview: run,
  });
});

test('a new preview that was asked for meanwhile is shown instead', async () => {
  const [again, run] = [migration('b', 'running'), preview('b', false)];
  expect(await reads([migration('a', 'failed'), again], [preview('a', true), run])).toEqual({
    migration: again,
    preview: run,
  });
});

test('a plan that stands is read once, and what is not there is nothing', async () => {
  const planned = migration('a', 'succeeded', {});
  expect(await reads([planned], [])).toEqual({ migration: planned, preview: null });
  expect(await reads([null], [])).toBeNull();
});
