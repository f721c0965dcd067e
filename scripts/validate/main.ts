/** `npm run validate`: types, lint, import directions, lock file, tests. Stops at the first that fails. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runTool, VITEST } from '../test/run.ts';
import { loosePins } from './exact-pins.ts';

const STEPS: [name: string, check: () => Promise<boolean>][] = [
  ['types', async () => (await runTool('typescript/bin/tsc', ['-p', '.'])) === 0],
  ['lint', async () => (await runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings'])) === 0],
  ['import directions', async () => (await runTool(VITEST, ['run', 'scripts/imports'])) === 0],
  ['lock file', lockIsWhole],
  ['tests', async () => (await run(process.execPath, [path.join(ROOT, 'scripts', 'test', 'main.ts')])).ok],
];

for (const [name, check] of STEPS) {
  console.log(`\n── ${name}`);
  if (await check()) continue;
  console.error(`\nvalidate: ${name} failed`);
  process.exit(1);
}

/** Every version is exact, and the lock file has all packages of all systems. */
async function lockIsWhole(): Promise<boolean> {
  const loose = loosePins(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));
  for (const pin of loose) console.error(`package.json: ${pin} is not an exact version`);
  const { ok, output } = await run('npm', ['ci', '--dry-run', '--loglevel=warn'], 'pipe');
  const missing = /Missing: /.test(output);
  if (!ok || missing) console.error(output);
  return ok && !missing && loose.length === 0;
}

function run(program: string, args: string[], stdio: 'inherit' | 'pipe' = 'inherit') {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', stdio, stdio] });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise<{ ok: boolean; output: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
