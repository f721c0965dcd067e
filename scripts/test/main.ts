/** `npm test`: unit and integration tests, then the journeys in a browser. The last line is the sum of both. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { playwrightResult, total, vitestResult } from './results.ts';
import { PLAYWRIGHT, runTool, VITEST } from './run.ts';

const reports = mkdtempSync(path.join(os.tmpdir(), 'howdah-reports-'));

const vitestReport = path.join(reports, 'vitest.json');
const vitestStatus = await runTool(VITEST, [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
]);
const playwrightReport = path.join(reports, 'playwright.json');
const playwrightStatus = await runTool(PLAYWRIGHT, ['test', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
});

const { passed, failed } = total([
  { result: read(vitestReport, vitestResult), status: vitestStatus },
  { result: read(playwrightReport, playwrightResult), status: playwrightStatus },
]);
rmSync(reports, { recursive: true });
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);

function read<Report, Answer>(file: string, understand: (report: Report) => Answer): Answer | null {
  try {
    return understand(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
