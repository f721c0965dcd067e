/** What a run is doing, in one line. Pure: the same state and time give the same line. */
import { type RunState, readReason, type StageState, waitingInWords } from '../engine/index.ts';
import { bytes, duration, number } from './text.ts';

/** The rate is that of the last half minute; before two seconds it means nothing. */
const WINDOW_MS = 30_000;
const SETTLED_MS = 2000;

/** @param now Unix time in milliseconds; null when no stage is running. */
export function progressLine(state: RunState, now: number): string | null {
  const stage = state.stages.find(({ state }) => state === 'running');
  if (!stage) return null;
  if (state.waiting) return `${stage.name}  ${waits(state, state.waiting, now)}`;
  const parts = stage.name === 'copy' ? copyParts(state, stage, now) : stageParts(stage, now);
  return [stage.name, ...parts].join('  ');
}

function waits({ waitingSince }: RunState, reason: NonNullable<RunState['waiting']>, now: number): string {
  const seconds = waitingSince ? (now - waitingSince) / 1000 : 0;
  const words = `waiting: ${waitingInWords(readReason(reason))}`;
  return seconds < 1 ? words : `${words} (for ${duration(seconds)})`;
}

function copyParts(state: RunState, stage: StageState, now: number): string[] {
  const sum = (of: (table: RunState['tables'][number]) => number) =>
    state.tables.reduce((total, table) => total + of(table), 0);
  // Bytes travel in another form than they are planned in: what is done is weighed by the planned ones.
  const done = sum(({ bytes, rows, copiedRows }) =>
    rows > 0 ? bytes * Math.min(1, copiedRows / rows) : bytes,
  );
  const total = sum((table) => table.bytes);
  const rows = `${number(sum((table) => table.copiedRows))} of ${number(sum((table) => table.rows))} rows`;
  const rate = currentRate(state.samples, now);
  if (!rate || done === 0) return [percent(done, total), rows, 'estimating …'];
  const left = (total / done - 1) * sum((table) => table.copiedBytes);
  return [
    percent(done, total),
    rows,
    `${number(rate.rows)} rows/s`,
    `${bytes(rate.bytes)}/s`,
    ...(rate.bytes > 0 ? [`${duration(left / rate.bytes)} left`] : []),
    elapsed(stage, now),
  ];
}

function stageParts(stage: StageState, now: number): string[] {
  const time = elapsed(stage, now);
  if (stage.total <= 0) return [time];
  const amounts =
    stage.name === 'snapshot'
      ? [bytes(stage.done), bytes(stage.total)]
      : [number(stage.done), number(stage.total)];
  return [percent(stage.done, stage.total), amounts.join(' of '), time];
}

function percent(done: number, total: number): string {
  // Never 100 before it is over: a total that was estimated may be passed.
  return `${total > 0 ? Math.min(99, Math.floor((done / total) * 100)) : 0} %`;
}

function elapsed(stage: StageState, now: number): string {
  return `(${duration(Math.max(0, now - (stage.startedAt ?? now)) / 1000)})`;
}

/** Rows and bytes a second over the last half minute; null while there is too little to tell. */
export function currentRate(
  samples: RunState['samples'],
  now: number,
): { rows: number; bytes: number } | null {
  const last = samples.at(-1);
  const first = samples.find(({ at }) => at >= now - WINDOW_MS);
  if (!first || !last || last.at - first.at < SETTLED_MS) return null;
  const seconds = (last.at - first.at) / 1000;
  return { rows: (last.rows - first.rows) / seconds, bytes: (last.bytes - first.bytes) / seconds };
}
