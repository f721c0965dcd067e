/** Every golden case under cases/, each into a database of its own. README.md explains how to add one. */
import { describe, expect, test } from 'vitest';
import { type Expected, readCases } from './testing/cases.ts';
import { type Actual, runCase } from './testing/run-case.ts';

const cases = readCases();
const groups = [...new Set(cases.map(({ group }) => group))];

describe.concurrent.each(groups)('%s', (group) => {
  const own = cases.filter((golden) => golden.group === group);
  test.each(own)('$name: $expected.construct', async (golden) => {
    const { expected } = golden;
    // One dry run a group: it costs as much as the run itself.
    const { actual, broken, report } = await runCase(golden, { dry: golden === own[0] });
    expect(broken).toEqual([]);
    expect(actual, report.error?.message).toEqual(asActual(expected));
    expect(wordsFor(actual)).toContain(expected.outcome);
  });
});

function asActual({ construct, outcome, options, wal, ...actual }: Expected): Actual {
  return { ...actual, findings: [...actual.findings].sort() };
}

/** The words that what came out allows: nothing may be called carried about which something had to be said. */
function wordsFor({ objects, findings, exit }: Actual): string[] {
  const leftOut = Object.values(objects).some((outcome) => outcome.startsWith('left-out'));
  const said = findings.length > 0 || exit !== 0;
  const adapted = Object.keys(objects).length > 0;
  return [...(leftOut || said ? ['reported'] : ['carried']), ...(said || adapted ? ['adapted'] : [])];
}
