import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, type Oklch, parseOklch } from './contrast.ts';

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

function tokens(selector: string): Map<string, Oklch> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  const found = new Map<string, Oklch>();
  for (const [, name = '', value = ''] of block.matchAll(/--([\w-]+): ([^;]+);/g)) {
    const colour = parseOklch(value);
    if (colour) found.set(name, colour);
  }
  return found;
}

const grounds = ['bg', 'panel', 'sunk', 'hover'];
const text: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong', 'good', 'attention', 'bad', 'bad-strong'].flatMap(
    (ink) => grounds.map((ground): [string, string] => [ink, ground]),
  ),
  ...['accent', 'good', 'attention', 'bad'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    ['ink', `${tone}-soft`],
    ['ink-2', `${tone}-soft`],
  ]),
  ['ink-3', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-accent', 'bad'],
  ['on-accent', 'bad-strong'],
  ['panel', 'ink'],
];
const parts: [string, string][] = ['edge', 'accent', 'good', 'bad'].flatMap((part) =>
  grounds.map((ground): [string, string] => [part, ground]),
);

describe.each([
  ['light', ':root'],
  ['dark', '[data-theme="dark"]'],
])('the %s theme', (_, selector) => {
  const theme = tokens(selector);
  const between = ([one, other]: [string, string]) => {
    const a = theme.get(one);
    const b = theme.get(other);
    if (!a || !b) throw new Error(`no token ${a ? other : one}`);
    return contrast(a, b);
  };
  it.each(text)('%s on %s is readable (4.5 : 1)', (...pair) => {
    expect(between(pair)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(parts)('%s beside %s can be told apart (3 : 1)', (...pair) => {
    expect(between(pair)).toBeGreaterThanOrEqual(3);
  });
});
