/** One value among all rows is changed in the target: `howdah verify` has to name it. */
import { join } from 'node:path';
import type { Course } from './compare.ts';
import { howdahCommand, reportOf } from './contestants/howdah.ts';
import { type Measured, measure } from './measure/run.ts';
import { generate } from './shapes/generate.ts';
import { ratioInPairs, spread } from './statistics.ts';
import { orDash, seconds, times, whole } from './table.ts';

export interface Found {
  rows: number;
  /** Seconds by round. */
  clean: number[];
  changed: number[];
  peakBytes: number | null;
  /** What it said of the one value. */
  said: { table: string; key: string; column: string | null; source: string | null; target: string | null };
}

export async function findNeedle(rows: number, course: Omit<Course, 'rows' | 'contestants'>): Promise<Found> {
  const { server, folder, signal, say, runs } = course;
  const source = await generate(join(folder, 'source.db'), 'reference', rows, signal);
  const database = await server.create();
  const work = join(folder, 'work');
  const howdah = (name: 'migrate' | 'verify') =>
    measure(howdahCommand(name, source.path, server.url(database), work), signal);
  const migrated = await howdah('migrate');
  if (migrated.status !== 0) throw new Error(`The migration failed: ${reportOf(migrated).error?.message}`);
  say(`${whole(source.rows)} rows migrated in ${seconds(migrated.seconds)} s`);

  const key = Math.ceil((rows * 2) / 3);
  const change = (by: number) =>
    server.query(database, 'UPDATE orders SET amount = amount + $1::numeric WHERE id = $2', [by, key]);
  const found: Found = { rows: source.rows, clean: [], changed: [], peakBytes: null, said: nothing };
  for (let round = 1; round <= runs; round++) {
    const clean = await howdah('verify');
    if (clean.status !== 0)
      throw new Error(`Differences where there are none: ${clean.stdout.slice(0, 500)}`);
    await change(0.01);
    const changed = await howdah('verify');
    found.said = theOne(changed, key);
    await change(-0.01);
    found.clean.push(clean.seconds);
    found.changed.push(changed.seconds);
    found.peakBytes = Math.max(found.peakBytes ?? 0, changed.peakBytes ?? 0) || null;
    say(
      `round ${round} of ${runs}: ${seconds(clean.seconds)} s clean, ${seconds(changed.seconds)} s with a difference`,
    );
  }
  return found;
}

const nothing = { table: '', key: '', column: null, source: null, target: null };

/** @throws unless exactly the value that was changed is named, and the command failed for it */
function theOne(measured: Measured, id: number): Found['said'] {
  const said = reportOf(measured).tables.flatMap(({ source: table, verification }) =>
    verification.mismatches.map((mismatch) => ({ table, ...mismatch })),
  );
  const [first] = said;
  const right = first?.table === 'orders' && first.column === 'amount' && first.key === `id=${id}`;
  if (measured.status === 1 && right && said.length === 1) return first;
  throw new Error(
    `One value of orders (id=${id}, amount) differs, but howdah verify ended with ${measured.status} and said: ${JSON.stringify(said).slice(0, 500)}`,
  );
}

export function renderNeedle({ rows, clean, changed, said, peakBytes }: Found): string {
  const median = (values: number[]) => orDash(spread(values)?.median, seconds);
  return [
    `One value changed among ${whole(rows)} rows: found each time, and nothing else.`,
    `It said: table ${said.table}, ${said.key}, column ${said.column}, ${said.source} in the source, ${said.target} in the target.`,
    `A verification without a difference took ${median(clean)} s, the one that found it ${median(changed)} s (${orDash(ratioInPairs(changed, clean), times)}),`,
    `medians over ${clean.length} rounds; peak memory ${orDash(peakBytes, (value) => `${whole(value / 1e6)} MB`)}.`,
  ].join('\n');
}
