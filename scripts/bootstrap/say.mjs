/** What the bootstrap is doing, on stderr: stdout belongs to the command that was asked for. */
import { spawn } from 'node:child_process';

/** A failure whose message is meant for the person as it is. */
export class BootstrapError extends Error {}

/** One line about the work at hand. */
export function say(text) {
  process.stderr.write(`howdah: ${text}\n`);
}

/**
 * Runs a program as one step: says what it is for, and shows its output only when it fails.
 *
 * @param {string} what a sentence such as "Installing packages"
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export async function step(what, program, args, options) {
  const started = Date.now();
  say(`${what} …`);
  const { code, output } = await new Promise((resolve, reject) => {
    const chunks = [];
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (exit, signal) =>
      resolve({ code: signal ?? exit, output: Buffer.concat(chunks).toString() }),
    );
  });
  if (code !== 0) throw new BootstrapError(`${what} failed (${code}):\n${output.trim()}`);
  say(`${what}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
