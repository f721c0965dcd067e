/** Asks a running panel for its pages in turn, as somebody signed in, and takes the time of each. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Visits {
  path: string;
  milliseconds: number[];
  /** Answers that were not what was asked for. */
  wrong: number;
}

/** Between two requests: a few people who click about, not a load test. */
const PAUSE_MS = 25;

/** Until `until` says so; each path is asked for equally often. */
export async function visit(
  base: string,
  paths: readonly string[],
  cookie: string,
  signal: AbortSignal,
  until: () => boolean,
): Promise<Visits[]> {
  const visits = paths.map((path): Visits => ({ path, milliseconds: [], wrong: 0 }));
  while (!until()) {
    for (const each of visits) {
      const began = performance.now();
      const right = await isAnswered(base + each.path, cookie, signal);
      each.milliseconds.push(performance.now() - began);
      if (!right) each.wrong += 1;
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
  return visits;
}

/** A redirect would be the way to the sign-in page. */
async function isAnswered(url: string, cookie: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual', signal });
  const body = await response.text();
  return response.status === 200 && body.length > 0;
}
