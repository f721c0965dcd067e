/** Does it stay level: rows a second and memory of howdah as the tables grow. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { growthSizes } from './amounts.ts';
import { attempt } from './attempt.ts';
import type { Course } from './compare.ts';
import { verified } from './contestants/howdah.ts';
import { counted, type Result } from './results.ts';
import { generate } from './shapes/generate.ts';
import { spread } from './statistics.ts';
import { markdownTable, megabytes, orDash, seconds, textTable, times, whole } from './table.ts';

export interface Size extends Result {
  bytes: number;
}

export async function grow(largest: number, course: Omit<Course, 'rows' | 'contestants'>): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const rows of growthSizes(largest)) sizes.push(await sizeOf(rows, sizes.length === 0, course));
  return sizes;
}

async function sizeOf(
  rows: number,
  warmUp: boolean,
  { folder, server, runs, signal, say }: Omit<Course, 'rows' | 'contestants'>,
): Promise<Size> {
  const own = join(folder, String(rows));
  await mkdir(own, { mode: 0o711 });
  try {
    const source = await generate(join(own, 'source.db'), 'reference', rows, signal);
    const ground = {
      source,
      small: source,
      model: { tables: [], constraints: [] },
      server,
      folder: own,
      signal,
    };
    if (warmUp) await attempt(verified, ground);
    const { name, label } = verified;
    const size: Size = { name, label, rows: source.rows, bytes: source.bytes, missing: null, attempts: [] };
    for (let round = 1; round <= runs; round++) {
      const made = await attempt(verified, ground);
      say(
        `${whole(source.rows)} rows, round ${round} of ${runs}: ${seconds(made.seconds)} s${made.wrong ? `, ${made.wrong}` : ''}`,
      );
      size.attempts.push(made);
    }
    return size;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** @param than rows of the size that the others are told against */
function headOf(than: number): string[] {
  const against = `against ${whole(than)}`;
  return [
    ...['>rows', '>file', '>seconds', '>rows/s', `>rows/s ${against}`, '>peak memory', `>memory ${against}`],
    'remark',
  ];
}

export function renderGrowth(sizes: Size[], as: 'text' | 'markdown'): string {
  // The one nearest to a million, or whatever was the largest before.
  const base = sizes.find(({ rows }) => rows >= 1e6) ?? sizes[0];
  const rows = sizes.map((size) => {
    const rate = rateOf(size);
    const peak = peakOf(size);
    const wrong = size.attempts.find((made) => made.wrong !== null)?.wrong;
    return [
      whole(size.rows),
      megabytes(size.bytes),
      orDash(rate, (value) => seconds(size.rows / value)),
      orDash(rate, whole),
      orDash(against(rate, base && rateOf(base)), times),
      orDash(peak, megabytes),
      orDash(against(peak, base && peakOf(base)), times),
      wrong ?? 'all rows arrived, verified',
    ];
  });
  return `${(as === 'text' ? textTable : markdownTable)(headOf(base?.rows ?? 0), rows)}\n\n${levelness(sizes, base)}`;
}

/** In words, over the widest span that means something: a few rows are mostly the start of a program. */
function levelness(sizes: Size[], base: Size | undefined): string {
  const largest = sizes.at(-1);
  const from = base === largest ? sizes[0] : base;
  if (!from || !largest) return '';
  const rate = orDash(against(rateOf(largest), rateOf(from)), times);
  const memory = orDash(against(peakOf(largest), peakOf(from)), times);
  return `From ${whole(from.rows)} to ${whole(largest.rows)} rows: ${rate} the rows a second, ${memory} the memory.`;
}

function rateOf(size: Size): number | null {
  const taken = spread(counted(size).map((made) => made.seconds));
  return taken && size.rows / taken.median;
}

function peakOf(size: Size): number | null {
  return spread(counted(size).flatMap((made) => made.peakBytes ?? []))?.median ?? null;
}

function against(value: number | null, base: number | null | undefined): number | null {
  return value === null || !base ? null : value / base;
}
