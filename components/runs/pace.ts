/** Rows a second and time left, from the samples of a run. Pure; times in Unix milliseconds. */
import type { RunState, StageState } from '../../lib/engine/events.ts';
import { currentStage, STAGE_WEIGHTS } from './run-figures.ts';

type Sample = RunState['samples'][number];

export const WINDOW_MS = 30_000;
const STILL_MS = 5_000;
const SHORT_WINDOW_MS = 8_000;
/** Before this much of a stage is behind us, its pace says nothing. */
const MEANINGFUL_SHARE = 0.03;
const MEANINGFUL_SECONDS = 3;

/** The samples of the last stretch in which the counters only rose: a resumed run begins lower. */
function lastStretch(samples: Sample[]): Sample[] {
  let start = 0;
  for (let at = 1; at < samples.length; at++) {
    if ((samples[at]?.rows ?? 0) < (samples[at - 1]?.rows ?? 0)) start = at;
  }
  return samples.slice(start);
}

/** Per second over the last `windowMs`, and not before `since`; null while there is too little to say. */
export function rate(
  samples: Sample[],
  key: 'rows' | 'bytes',
  now: number,
  windowMs = WINDOW_MS,
  since = 0,
): number | null {
  const from = Math.max(since, now - windowMs);
  const stretch = lastStretch(samples).filter((sample) => sample.at >= from);
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (!first || !last || last.at - first.at < 1000) return null;
  // Samples come once a second while something moves: where none come any more, time goes by all the same.
  const until = now - last.at > STILL_MS ? now : last.at;
  return ((last[key] - first[key]) * 1000) / (until - first.at);
}

export interface TimeLeft {
  /** Seconds. */
  low: number;
  high: number;
}

/**
 * Of the whole run, as a range; null means that it is being estimated. Only copying is measured in bytes: how many
 * tables are behind says nothing of how large the next is, so before it there is no figure, and after it the stages
 * are held against the time that copying took.
 */
export function timeLeft(state: RunState, now: number): TimeLeft | null {
  const stage = currentStage(state);
  if (state.status !== 'running' || stage?.state !== 'running' || stage.startedAt === null) return null;
  const seconds = (now - stage.startedAt) / 1000;
  if (stage.name === 'copy') return leftOfCopying(state, stage, seconds, now);
  const copy = state.stages.find((other) => other.name === 'copy');
  if (copy?.state !== 'done' || copy.seconds === null) return null;
  const unit = copy.seconds / STAGE_WEIGHTS.copy;
  const stageLeft = unit * STAGE_WEIGHTS[stage.name] - seconds;
  const later = unit * weightAfter(state, stage);
  // It takes longer than it usually does beside copying: how long is anybody's guess.
  return stageLeft > 0 ? range(stageLeft + later, stageLeft + later) : null;
}

function leftOfCopying(state: RunState, stage: StageState, seconds: number, now: number): TimeLeft | null {
  const share = stage.total > 0 ? stage.done / stage.total : 0;
  if (share < MEANINGFUL_SHARE || seconds < MEANINGFUL_SECONDS) return null;
  const since = stage.startedAt ?? 0;
  // After a pause or an interruption it begins with what was there already.
  const begun = (state.samples.find(({ at }) => at >= since)?.bytes ?? 0) / stage.total;
  if (share - begun <= 0) return null;
  const paces = [(share - begun) / seconds];
  for (const window of [WINDOW_MS, SHORT_WINDOW_MS]) {
    const bytes = rate(state.samples, 'bytes', now, window, since);
    if (bytes !== null && bytes > 0) paces.push(bytes / stage.total);
  }
  const left = paces.map((pace) => (1 - share) / pace);
  const later = (seconds / (share - begun) / STAGE_WEIGHTS.copy) * weightAfter(state, stage);
  return range(Math.min(...left) + later, Math.max(...left) + later);
}

function weightAfter(state: RunState, stage: StageState): number {
  const later = state.stages.slice(state.stages.indexOf(stage) + 1);
  return later.reduce((sum, { name }) => sum + STAGE_WEIGHTS[name], 0);
}

function range(low: number, high: number): TimeLeft {
  return { low: low * 0.75, high: high * 1.3 };
}

export interface RoundedRange {
  unit: 'seconds' | 'minutes' | 'hours';
  low: number;
  high: number;
}

/** Coarse on purpose: "about 2–3 min". Low and high are equal where one figure says it. */
export function roundRange({ low, high }: TimeLeft): RoundedRange {
  const [unit, size] =
    high < 90
      ? (['seconds', 1] as const)
      : high < 5400
        ? (['minutes', 60] as const)
        : (['hours', 3600] as const);
  const step = unit === 'seconds' && high > 20 ? 5 : 1;
  const round = (seconds: number, to: (value: number) => number) =>
    Math.max(1, to(seconds / size / step) * step);
  return { unit, low: round(low, Math.floor), high: round(high, Math.ceil) };
}

/** For the chart: seconds on the x axis, rows a second; a drop of the counters is a gap. */
export function rateSeries(samples: Sample[]): { at: number[]; rows: (number | null)[] } {
  const series: { at: number[]; rows: (number | null)[] } = { at: [], rows: [] };
  for (let index = 1; index < samples.length; index++) {
    const [before, now] = [samples[index - 1], samples[index]];
    if (!before || !now || now.at <= before.at) continue;
    series.at.push(now.at / 1000);
    series.rows.push(
      now.rows < before.rows ? null : ((now.rows - before.rows) * 1000) / (now.at - before.at),
    );
  }
  return series;
}
