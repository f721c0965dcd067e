/** All contestants over the shapes, in turn. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, type Ground } from './attempt.ts';
import type { Contestant } from './contestants/contestant.ts';
import { howdahCommand, reportOf, secondsFromPlan, unverified } from './contestants/howdah.ts';
import { measure } from './measure/run.ts';
import { readModel, writeTexts } from './model.ts';
import type { Attempt, Result, ShapeResult } from './results.ts';
import type { Server } from './server.ts';
import { generate } from './shapes/generate.ts';
import { SHAPES, type ShapeName } from './shapes/index.ts';
import { rotated } from './statistics.ts';
import { seconds, whole } from './table.ts';

/** Enough to tell rows a second of who takes them one by one. */
const FEW_ROWS = 20_000;

export interface Course {
  rows: number;
  /** Rounds that count; one before them does not. */
  runs: number;
  contestants: readonly Contestant[];
  server: Server;
  folder: string;
  signal: AbortSignal;
  say(line: string): void;
}

export async function compareShape(name: ShapeName, course: Course): Promise<ShapeResult> {
  const folder = join(course.folder, name);
  await mkdir(folder, { mode: 0o711 });
  try {
    const ground = await prepare(name, folder, course);
    const results = await Promise.all(
      course.contestants.map(async (contestant): Promise<Result> => {
        const { rows } = contestant.small ? ground.small : ground.source;
        const { name: id, label } = contestant;
        return { name: id, label, rows, missing: await contestant.missing(), attempts: [] };
      }),
    );
    for (let round = 0; round <= course.runs; round++) {
      for (const contestant of rotated(course.contestants, round)) {
        const result = results.find((each) => each.name === contestant.name);
        if (!result || result.missing) continue;
        const made = await attempt(contestant, ground);
        course.say(
          `${name}, ${round === 0 ? 'warm-up' : `round ${round} of ${course.runs}`}: ${spoken(result, made)}`,
        );
        if (round > 0) result.attempts.push(made);
      }
    }
    const { source } = ground;
    const { title } = SHAPES[name];
    const tables = Object.keys(source.tables).length;
    return {
      shape: name,
      title,
      tables,
      rows: source.rows,
      bytes: source.bytes,
      results: withParts(results),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Not timed: the files, and what howdah makes of them as the model for the others. */
async function prepare(name: ShapeName, folder: string, course: Course): Promise<Ground> {
  const { rows, server, signal, say } = course;
  const source = await generate(join(folder, 'source.db'), name, rows, signal);
  say(
    `${name}: ${whole(source.rows)} rows, ${whole(source.bytes / 1e6)} MB; making the model and the COPY text`,
  );
  const small = await generate(join(folder, 'small.db'), name, Math.min(rows, FEW_ROWS), signal);
  const work = join(folder, 'model');
  const database = await server.create();
  try {
    const measured = await measure(howdahCommand('migrate', source.path, server.url(database), work), signal);
    const { outcome, error } = reportOf(measured);
    if (outcome !== 'succeeded') throw new Error(`howdah could not carry ${name}: ${error?.message}`);
    const model = await readModel(server, database, folder);
    await writeTexts(server, database, model, signal);
    return { source, small, model, server, folder, signal };
  } finally {
    await server.drop(database);
    await rm(work, { recursive: true, force: true });
  }
}

/** The part of a run that begins with an existing plan, as a line of its own. */
function withParts(results: Result[]): Result[] {
  return results.flatMap((result) => {
    if (result.name !== unverified.name) return [result];
    const fromPlan: Result = {
      ...result,
      name: 'howdah-from-plan',
      label: 'howdah --no-verify, from an existing plan',
      attempts: result.attempts.map(partOf),
    };
    return [fromPlan, result];
  });
}

function partOf(whole: Attempt): Attempt {
  const seconds = whole.parts ? secondsFromPlan(whole.parts) : 0;
  return {
    ...whole,
    seconds,
    cpuSeconds: null,
    serverCpuSeconds: null,
    peakBytes: null,
    peakResidentBytes: null,
  };
}

function spoken({ label }: Result, { seconds: taken, wrong }: Attempt): string {
  return `${label}: ${seconds(taken)} s${wrong ? `, ${wrong}` : ''}`;
}
