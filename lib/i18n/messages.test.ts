/** Both languages say the same things, with the same facts, in sentences that can be formatted. */
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import en from '../../messages/en.json' with { type: 'json' };
import ru from '../../messages/ru.json' with { type: 'json' };
import { AUDITED } from '../auth/permissions.ts';
import { PANEL_CODES } from '../data/action-types.ts';
import { FINDING_CODES, warning } from '../engine/plan/findings.ts';
import { argumentsOf } from './icu.ts';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(here, value);
    else for (const [name, text] of flat(value, here)) found.set(name, text);
  }
  return found;
}

const english = flat(en);
const russian = flat(ru);
const places = (message = '') => [...argumentsOf(message).keys()].sort();

it('both have the same keys', () => {
  expect([...russian.keys()].sort()).toEqual([...english.keys()].sort());
});

it('no message is empty', () => {
  const empty = [...english, ...russian].filter(([, text]) => text.trim() === '').map(([key]) => key);
  expect(empty).toEqual([]);
});

it('a message takes the same facts in both', () => {
  const differing = [...english]
    .filter(([key, text]) => places(text).join() !== places(russian.get(key)).join())
    .map(([key, text]) => `${key}: ${places(text)} / ${places(russian.get(key))}`);
  expect(differing).toEqual([]);
});

it('a Russian plural that has a form for one has those for few and many', () => {
  const count = (text: string, form: string) => text.split(`${form} {`).length;
  const lacking = [...russian].filter(([, text]) =>
    ['few', 'many'].some((form) => count(text, form) !== count(text, 'one')),
  );
  expect(lacking.map(([key]) => key)).toEqual([]);
});

describe.each([
  ['en', en, english],
  ['ru', ru, russian],
] as const)('%s', (locale, messages, texts) => {
  it('every message can be formatted', () => {
    const failures: string[] = [];
    const onError = (error: Error) => failures.push(error.message);
    const t = createTranslator({ locale, messages: messages as never, onError });
    for (const [key, text] of texts) {
      const kinds = argumentsOf(text);
      const facts = Object.fromEntries([...kinds].map(([name, kind]) => [name, kind === 'plain' ? 'x' : 2]));
      if (text.includes('</')) continue;
      t(key as never, facts as never);
    }
    expect(failures).toEqual([]);
  });
});

it('every failure of the panel and every finding has its own words', () => {
  const missing = [
    ...PANEL_CODES.map((code) => `errors.${code}`),
    ...FINDING_CODES.map((code) => `findings.${code}`),
  ].filter((key) => !english.has(`${key}.message`) || !english.has(`${key}.remedy`));
  expect(missing).toEqual([]);
});

it('the words of a finding use only facts that come with it', () => {
  const foreign = FINDING_CODES.flatMap((code) => {
    const given = new Set<string>();
    const params = new Proxy({}, { get: (_, name) => given.add(String(name)) && 'x' });
    warning(code, '', params);
    return ['message', 'remedy'].flatMap((part) =>
      places(english.get(`findings.${code}.${part}`))
        .filter((name) => !given.has(name))
        .map((name) => `${code}.${part}: ${name}`),
    );
  });
  expect(foreign).toEqual([]);
});

it('everything that the audit may name has its own words', () => {
  expect(AUDITED.filter((action) => !english.has(`audit.actions.${action}`))).toEqual([]);
});
