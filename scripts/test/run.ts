import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '..', '..');

/** Runs a program of node_modules with this Node, its output going where ours goes; resolves with its status. */
export async function runTool(
  tool: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', tool), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const [code] = await once(child, 'exit');
  process.off('SIGINT', pass).off('SIGTERM', pass);
  return code ?? 1;
}

export const VITEST = 'vitest/vitest.mjs';
export const PLAYWRIGHT = '@playwright/test/cli.js';
