import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-sample-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sample(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, 'main.ts'), ...args],
      (_, stdout, stderr) => resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

it('makes a file and says what is in it', async () => {
  const { status, stdout, stderr } = await sample(join(folder, 'a.db'), '--rows', '300');
  expect(stdout).toMatch(/300 rows/);
  expect([status, stderr]).toEqual([0, '']);
});

it.each([
  [['--rows', 'many'], 'whole number'],
  [['--rows', '3'], 'at least 10 rows'],
  [['--size', 'huge'], 'not a size'],
  [['--rows', '20', '--size', '1MB'], 'cannot be used with'],
  [['--no-such'], 'unknown option'],
])('wrong use (%j) ends with 2 and makes nothing', async (args, message) => {
  const { status, stderr } = await sample(join(folder, 'wrong.db'), ...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
  expect(readdirSync(folder).filter((name) => name.startsWith('wrong'))).toEqual([]);
});
