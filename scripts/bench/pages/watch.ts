/** What the page of a run does in a browser: holds its stream open until the run has ended. */
import type { RunStatus } from '../../../lib/engine/events.ts';

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
  const stream = await fetch(`${base}/api${run}/events`, { headers, signal });
  // It ends when the run has.
  for await (const _ of stream.body ?? []);
  const answer = await fetch(`${base}/api${run}/state`, { headers, signal });
  const { state } = (await answer.json()) as {
    state: { status: RunStatus; startedAt: number | null; endedAt: number | null };
  };
  return { status: state.status, seconds: ((state.endedAt ?? 0) - (state.startedAt ?? 0)) / 1000 };
}
