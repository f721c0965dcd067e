import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCUMENT, type Section, withSection } from './document.ts';

test('only what stands between the markers is written anew', () => {
  const before = 'Prose.\n<!-- bench:growth -->\nold\n<!-- /bench:growth -->\nMore prose.\n';
  const after = 'Prose.\n<!-- bench:growth -->\nnew\n<!-- /bench:growth -->\nMore prose.\n';
  expect(withSection(before, 'growth', '\nnew\n')).toBe(after);
  expect(withSection(after, 'growth', 'new')).toBe(after);
});

test('a document without the place is not written to', () => {
  expect(() => withSection('Prose.', 'pages', 'new')).toThrow('no place for pages');
  expect(() => withSection('<!-- /bench:pages --><!-- bench:pages -->', 'pages', 'new')).toThrow('no place');
});

test.each<Section>(['comparison', 'far-away', 'growth', 'pages', 'needle'])(
  'the document has its place for %s',
  (section) => {
    const written = withSection(readFileSync(DOCUMENT, 'utf8'), section, 'numbers');
    expect(written).toContain(`<!-- bench:${section} -->\nnumbers\n<!-- /bench:${section} -->`);
  },
);
