import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { FINDING_CODES } from '../plan/findings.ts';
import { readCases } from './testing/cases.ts';
import { CONSTRUCTS, renderConstructs } from './testing/constructs.ts';

test('docs/constructs.md says what the cases say (if not: npm run constructs)', () => {
  const text = readFileSync(CONSTRUCTS, 'utf8');
  expect(text).toBe(renderConstructs());
  const links = [...text.matchAll(/\]\((\.\.\/[^)]+)\)/g)].map(([, link]) =>
    join(dirname(CONSTRUCTS), link ?? ''),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test('the cases speak of constructs once each, and of findings that there are', () => {
  const cases = readCases();
  const constructs = cases.map(({ expected }) => expected.construct);
  expect(new Set(constructs).size).toBe(constructs.length);
  const codes = cases.flatMap(({ expected }) => expected.findings.map((finding) => finding.split(' ', 1)[0]));
  const known: string[] = FINDING_CODES;
  expect(codes.filter((code) => !known.includes(code ?? ''))).toEqual([]);
});
