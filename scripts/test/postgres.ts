/** `npm run test:postgres`: the integration tests against every major version of PostgreSQL that we speak for. */
import { runTool, VITEST } from './run.ts';

const MAJORS = ['14', '16', '18'];

const failed: string[] = [];
for (const major of MAJORS) {
  console.log(`\nPostgreSQL ${major}`);
  const status = await runTool(VITEST, ['run', ...process.argv.slice(2)], { TEST_POSTGRES: major });
  if (status !== 0) failed.push(major);
}
console.log(
  failed.length > 0
    ? `\nFailed on PostgreSQL ${failed.join(', ')}`
    : `\nPassed on PostgreSQL ${MAJORS.join(', ')}`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
