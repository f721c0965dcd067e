import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WrongUse } from './exit.ts';
import { readOverrides } from './overrides-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howdah-overrides-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): string {
  const path = join(folder, 'overrides.json');
  writeFileSync(path, text);
  return path;
}

it('reads choices, with or without a $schema for the editor', () => {
  const choices = { tables: { a: { rename: 'b', columns: { c: { type: 'text' } } } } };
  expect(readOverrides(written(JSON.stringify({ $schema: './x.json', ...choices })))).toEqual(choices);
  expect(readOverrides(undefined)).toEqual({});
});

it.each([
  ['not JSON', '{"tables": ', 'not JSON'],
  ['a list', '[]', 'expected object'],
  ['an unknown choice', '{"tables": {"a": {"renamed": "b"}}}', 'renamed'],
  ['an empty name', '{"tables": {"a": {"rename": ""}}}', 'tables.a.rename'],
])('says what is wrong with %s', (_, text, said) => {
  expect(() => readOverrides(written(text))).toThrow(WrongUse);
  expect(() => readOverrides(written(text))).toThrow(said);
});

it('says when the file is not there', () => {
  expect(() => readOverrides(join(folder, 'none.json'))).toThrow('there is no such file');
});
