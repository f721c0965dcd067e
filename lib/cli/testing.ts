/** For the tests of the command: real processes, as a person or a script starts them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Report } from '../engine/index.ts';

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A command under way; `saw` resolves once a text stands on stderr, `ended` with everything it said. */
export interface Started {
  child: ChildProcess;
  saw(text: string): Promise<void>;
  ended: Promise<Ended>;
}

export function start(args: string[], env: Record<string, string> = {}): Started {
  // Without npm's own variables, which a test run brings along.
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|PG)/.test(name)));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { ...clean, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, ...said }));
  });
  const saw = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => said.stderr.includes(text) && resolve();
      look();
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`"${text}" was never said, but: ${said.stderr}`)));
    });
  return { child, saw, ended };
}

export function howdah(args: string[], env?: Record<string, string>): Promise<Ended> {
  return start(args, env).ended;
}

/** Runs with --json and reads the report: throws when stdout is anything but one. */
export async function howdahReport(args: string[], env?: Record<string, string>) {
  const ended = await howdah([...args, '--json'], env);
  return { ...ended, report: Report.parse(JSON.parse(ended.stdout)) };
}
