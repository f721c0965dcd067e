/** Entry of every npm script: prepares the checkout, then runs the command under a Node that fits. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BootstrapError, say } from './bootstrap/say.mjs';
import { bootstrap, ROOT } from './bootstrap.mjs';

/**
 * What each command is: a program with its first arguments, and whether it needs the pages built.
 */
const COMMANDS = {
  // The server looks first whether a panel runs here already, and builds by itself.
  start: { program: ['scripts/serve/main.ts'], leads: true },
  prepare: { build: true },
  build: { build: true },
  test: { build: true, program: ['scripts/test/main.ts'] },
  'test:unit': { program: ['node_modules/vitest/vitest.mjs', 'run'] },
  'test:postgres': { program: ['scripts/test/postgres.ts'] },
  validate: { build: true, program: ['scripts/validate/main.ts'] },
  howdah: { program: ['lib/cli/main.ts'] },
  recover: { program: ['scripts/recover.ts'] },
  sample: { program: ['lib/sample/main.ts'] },
  bench: { program: ['scripts/bench/main.ts'] },
  permissions: { program: ['scripts/permissions/write.ts'] },
  constructs: { program: ['lib/engine/conformance/testing/write-constructs.ts'] },
  soak: { program: ['lib/testing/faults/soak.ts'] },
  types: { program: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  lint: { program: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  format: { program: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write'] },
};

async function main([name, ...args]) {
  const command = COMMANDS[name];
  if (!command) {
    throw new BootstrapError(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}`);
  }
  const node = await bootstrap({ build: Boolean(command.build) });
  if (!command.program) return 0;
  const [program, ...first] = command.program;
  const child = spawn(node, [path.join(ROOT, program), ...first, ...args], {
    cwd: ROOT,
    // A channel tells the server when this process was killed: it would be an orphan nobody knows of.
    stdio: ['inherit', 'inherit', 'inherit', ...(command.leads ? ['ipc'] : [])],
    env: {
      // Compiled once: every thread that a run starts has the same modules.
      NODE_COMPILE_CACHE: path.join(ROOT, '.cache', 'compile'),
      ...process.env,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (command.leads && process.env.npm_lifecycle_event) endWithNpm(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** npm passes signals on, but not SIGKILL: when it is gone, so is whoever wanted this. */
function endWithNpm(child) {
  // npm runs its scripts through a shell, which stays or gives way to the command.
  const shell = /^(\S*\/)?sh\0-c\0/.test(read(`/proc/${process.ppid}/cmdline`));
  const npm = () =>
    shell ? read(`/proc/${process.ppid}/status`).match(/^PPid:\s*(\d+)/m)?.[1] : process.ppid;
  const first = npm();
  setInterval(() => npm() === first || child.kill('SIGTERM'), 1000).unref();
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  say(error.message);
  // Whoever reads the last line of the tests finds one, whatever went wrong before them.
  if (process.argv[2] === 'test') console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
