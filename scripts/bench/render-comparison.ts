/** The comparison as a table, and against the bars that howdah is held to. */
import { counted, type Result, type ShapeResult, secondsOf } from './results.ts';
import { ratioInPairs, spread } from './statistics.ts';
import { markdownTable, megabytes, orDash, seconds, textTable, times, whole } from './table.ts';

export const HEAD = [
  'contestant',
  '>seconds',
  '>least–most',
  '>× floor',
  '>rows/s',
  '>CPU s',
  '>server CPU s',
  '>peak memory',
  'remark',
];

export function rowsOf({ results }: ShapeResult): string[][] {
  const floor = results.find(({ name }) => name === 'floor');
  return results.map((result) => {
    const attempts = counted(result);
    const taken = spread(attempts.map((attempt) => attempt.seconds));
    const median = (values: (number | null)[]) => spread(values.filter((value) => value !== null))?.median;
    return [
      result.label,
      orDash(taken, ({ median: middle }) => seconds(middle)),
      orDash(taken, ({ least, most }) => `${seconds(least)}–${seconds(most)}`),
      orDash(floor && timesFloor(result, floor), times),
      orDash(taken, ({ median: middle }) => whole(result.rows / middle)),
      orDash(median(attempts.map((attempt) => attempt.cpuSeconds)), seconds),
      orDash(median(attempts.map((attempt) => attempt.serverCpuSeconds)), seconds),
      orDash(median(attempts.map((attempt) => attempt.peakBytes)), megabytes),
      remark(result, floor),
    ];
  });
}

/** By the row where it carried fewer rows than the floor. */
export function timesFloor(result: Result, floor: Result): number | null {
  const ratio = ratioInPairs(secondsOf(result), secondsOf(floor));
  return ratio === null ? null : (ratio * floor.rows) / result.rows;
}

function remark(result: Result, floor: Result | undefined): string {
  if (result.missing) return result.missing;
  const wrong = result.attempts.filter((attempt) => attempt.wrong !== null);
  if (wrong.length > 0)
    return `${wrong.length} of ${result.attempts.length} rounds do not count: ${wrong[0]?.wrong}`;
  const fewer = floor && result.rows < floor.rows;
  return fewer
    ? `all ${whole(result.rows)} rows arrived; fewer on purpose, the ratio is by the row`
    : 'all rows arrived';
}

interface Bar {
  said: string;
  of: string;
  against: string;
  /** The ratio of their seconds may be this much. */
  most: number;
}

const BARS: Bar[] = [
  { said: 'from an existing plan', of: 'howdah-from-plan', against: 'floor', most: 1.15 },
  { said: 'all in, unverified', of: 'howdah-no-verify', against: 'floor', most: 1.5 },
  { said: 'all in, unverified', of: 'howdah-no-verify', against: 'pgloader', most: 0.5 },
  { said: 'all in, verified', of: 'howdah', against: 'floor', most: 2 },
  { said: 'all in, verified', of: 'howdah', against: 'pgloader', most: 1 },
];

/** One sentence a bar; none where one of the two was not there. */
export function bars({ results }: ShapeResult): string[] {
  const find = (name: string) => results.find((result) => result.name === name);
  return BARS.flatMap(({ said, of, against, most }) => {
    const [one, other] = [find(of), find(against)];
    const ratio = one && other && ratioInPairs(secondsOf(one), secondsOf(other));
    if (ratio === null || ratio === undefined) return [];
    const verdict = ratio <= most ? 'met' : 'missed';
    return [
      `${said}: ${times(ratio)} of ${against === 'floor' ? 'the floor' : against}, may be ${times(most)}: ${verdict}`,
    ];
  });
}

export function comparisonText(shape: ShapeResult): string {
  return [titleOf(shape), textTable(HEAD, rowsOf(shape)), ...barsOfReference(shape)].join('\n');
}

export function comparisonDocument(shapes: ShapeResult[], runs: number): string {
  const parts = shapes.map((shape) => {
    const found = barsOfReference(shape).map((bar) => `- ${bar}`);
    return [
      `### ${titleOf(shape)}`,
      markdownTable(HEAD, rowsOf(shape)),
      ...(found.length ? [found.join('\n')] : []),
    ].join('\n\n');
  });
  return [`Medians over ${runs} rounds after a warm-up.`, ...parts].join('\n\n');
}

/** The bars were set for this shape. */
function barsOfReference(shape: ShapeResult): string[] {
  return shape.shape === 'reference' ? bars(shape) : [];
}

function titleOf({ shape, title, rows, bytes }: ShapeResult): string {
  return `${shape}: ${title} (${whole(rows)} rows, ${megabytes(bytes)})`;
}
