/** What the page of a run does in a browser: holds its stream open until the run has ended. */
import type { RunState, RunStatus } from '../../../lib/engine/events.ts';

export interface Ended {
  status: RunStatus;
  /** From its start to its end, by the panel's own clock. */
  seconds: number;
}

export async function untilEnded(
  base: string,
  run: string,
  cookie: string,
  signal: AbortSignal,
): Promise<Ended> {
  const headers = { cookie };
  for (;;) {
    const stream = await fetch(`${base}/api${run}/events`, { headers, signal });
    // It ends when the run has; where it was cut before, it is opened again.
    for await (const _ of stream.body ?? []);
    const answer = await fetch(`${base}/api${run}/state`, { headers, signal });
    const { state } = (await answer.json()) as { state: RunState };
    const { status, startedAt, endedAt } = state;
    if (endedAt !== null) return { status, seconds: (endedAt - (startedAt ?? endedAt)) / 1000 };
  }
}
