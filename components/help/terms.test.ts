import { expect, test } from 'vitest';
import en from '../../messages/en.json' with { type: 'json' };
import { saysMore, TERMS } from './terms.ts';

test('every term has words, and those that say more have more of them', () => {
  expect(Object.keys(en.help.terms).sort()).toEqual([...TERMS].sort());
  for (const term of TERMS) expect('more' in en.help.terms[term]).toBe(saysMore(term));
});

test('what a bubble says is short', () => {
  for (const term of TERMS) expect(en.help.terms[term].text.length).toBeLessThan(330);
});
