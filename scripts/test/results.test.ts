import { expect, test } from 'vitest';
import { playwrightResult, total, vitestResult } from './results.ts';

test('a test file that could not be loaded is a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestResult(report)).toEqual({ passed: 3, failed: 2 });
});

test('a journey that passed only when repeated is a failure, and so is an error outside the journeys', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 };
  expect(playwrightResult({ stats, errors: ['global setup'] })).toEqual({ passed: 5, failed: 3 });
});

test('the sum', () => {
  const vitest = { result: { passed: 10, failed: 0 }, status: 0 };
  expect(total([vitest, { result: { passed: 2, failed: 1 }, status: 1 }])).toEqual({ passed: 12, failed: 1 });
  expect(total([vitest, { result: null, status: 1 }])).toEqual({ passed: 10, failed: 1 });
  expect(total([vitest, { result: { passed: 0, failed: 0 }, status: 1 }])).toEqual({ passed: 10, failed: 1 });
});
