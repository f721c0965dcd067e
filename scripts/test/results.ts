/** What the two test runners say of their runs, added up. */

export interface Result {
  passed: number;
  failed: number;
}

/** The JSON report of vitest. A file that could not even be loaded counts as one failure. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

export function vitestResult(report: VitestReport): Result {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** The JSON report of Playwright. A test that passed only when repeated counts as failed. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
}

export function playwrightResult({ stats, errors }: PlaywrightReport): Result {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** The sum; a runner that ended badly without a failed test to show for it counts as one failure. */
export function total(runs: { result: Result | null; status: number }[]): Result {
  return runs
    .map(({ result, status }) => ({
      passed: result?.passed ?? 0,
      failed: result?.failed || (status === 0 ? 0 : 1),
    }))
    .reduce((sum, run) => ({ passed: sum.passed + run.passed, failed: sum.failed + run.failed }));
}
