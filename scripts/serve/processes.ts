/** The two processes of the panel: web and worker. */
import { isIPv6 } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { forwardLines } from './log-lines.ts';
import type { Claim } from './running.ts';
import { keepRunning, type Service } from './service.ts';

export interface ProcessesOptions {
  root: string;
  host: string;
  port: number;
  env: NodeJS.ProcessEnv;
  claim: Claim;
  say: (text: string) => void;
}

export function startProcesses({ root, host, port, env, claim, say }: ProcessesOptions): {
  stop(): Promise<void>;
} {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const style = { colour: Boolean(process.stdout.isTTY) };
  const keep = (name: string, args: string[], stopWithinMs: number): Service =>
    keepRunning({
      args,
      cwd: root,
      env,
      stopWithinMs,
      onStart: (pid) => claim.note(name, pid),
      onOutput: (stream) => forwardLines(name, stream, print, style),
      onDeath: (how, pauseMs) => say(`the ${name} ended (${how}); starting it again in ${pauseMs / 1000} s`),
    });
  const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const services = [
    keep('worker', [path.join(root, 'lib', 'worker', 'main.ts')], 15_000),
    keep('web', [next, 'start', '--hostname', host, '--port', String(port)], 8_000),
  ];
  return {
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}

/** Waits until the web answers. */
export async function untilAnswering(host: string, port: number, signal: AbortSignal): Promise<void> {
  // Whoever listens on all addresses can be asked on the loopback.
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  const url = `http://${isIPv6(address) ? `[${address}]` : address}:${port}/livez`;
  while (!(await answers(url))) await sleep(100, undefined, { signal });
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
