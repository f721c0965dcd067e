/** The table of constructs in the docs, made of the golden cases so that it says what the tests see. */
import { join } from 'node:path';
import { readCases, type Word } from './cases.ts';

export const CONSTRUCTS = join(import.meta.dirname, '../../../../docs/constructs.md');

export function renderConstructs(): string {
  const cases = readCases();
  const count = (word: Word) => cases.filter(({ expected }) => expected.outcome === word).length;
  const groups = [...new Set(cases.map(({ group }) => group))];
  const head = `# What becomes of every construct

Made of the ${cases.length} golden cases in \`lib/engine/conformance/cases\` by \`npm run constructs\`, each of which the tests migrate and look at:
${count('carried')} carried, ${count('adapted')} adapted, ${count('reported')} reported. [What is carried](what-is-carried.md) explains the rules behind it.

- **carried**: it arrives, and nothing had to be said.
- **adapted**: it arrives in another form; a finding or the list of objects says which.
- **reported**: not all of it arrives, or a choice is needed; the report says what, why, and keeps the original.
`;
  const tables = groups.map((group) => {
    const lines = cases
      .filter((golden) => golden.group === group)
      .map(
        ({ name, expected }) =>
          `| ${escaped(expected.construct)} | ${expected.outcome} | ${said(name, expected)} |`,
      );
    return `## ${title(group)}\n\n| construct | outcome | what is said |\n|---|---|---|\n${lines.join('\n')}\n`;
  });
  return [head, ...tables].join('\n');
}

function title(group: string): string {
  const words = group.replaceAll('-', ' ');
  return words[0]?.toUpperCase() + words.slice(1);
}

/** The codes of the findings, linked to the case that shows them. */
function said(name: string, { findings, error }: { findings: string[]; error: string | null }): string {
  const codes = [
    ...new Set([...(error ? [error] : []), ...findings.map((finding) => finding.split(' ', 1)[0])]),
  ];
  const link = `[case](../lib/engine/conformance/cases/${name}/source.sql)`;
  return [...codes.map((code) => `\`${code}\``), link].join(', ');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
