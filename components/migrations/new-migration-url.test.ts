import { expect, it } from 'vitest';
import { allowedStep, listOf, overridesOf, readChoices, writeChoices } from './new-migration-url.ts';

const offer = {
  sources: [
    { id: 's1', kind: 'path' },
    { id: 's2', kind: 'sample' },
  ],
  targets: [{ id: 't1' }, { id: 't2' }],
};

it('preselects the sample, the only source, the first target', () => {
  const none = new URLSearchParams();
  expect(readChoices(none, offer)).toMatchObject({
    step: 'source',
    source: 's2',
    target: 't1',
    names: 'keep',
  });
  expect(readChoices(none, { sources: [{ id: 'x', kind: 'path' }], targets: [] })).toMatchObject({
    source: 'x',
    target: null,
  });
  const several = { ...offer, sources: offer.sources.map((source) => ({ ...source, kind: 'path' })) };
  expect(readChoices(none, several).source).toBeNull();
});

it('takes nothing from the address that is not there', () => {
  const params = new URLSearchParams('step=nowhere&source=gone&target=t2&names=loud');
  expect(readChoices(params, offer)).toMatchObject({
    step: 'source',
    source: 's2',
    target: 't2',
    names: 'keep',
  });
});

it('stands in the address as it was chosen', () => {
  const chosen = {
    step: 'review',
    source: 's1',
    target: 't2',
    names: 'snake',
    match: 'upsert',
    include: 'a, b&c',
    exclude: 'log_*',
    name: 'Моя',
    revert: 0,
  } as const;
  expect(readChoices(new URLSearchParams(writeChoices(chosen)), offer)).toEqual(chosen);
});

it('takes only days that can be for the revert window', () => {
  const revert = (text: string) => readChoices(new URLSearchParams(`revert=${text}`), offer).revert;
  expect([revert('30'), revert('0'), revert(''), revert('-1'), revert('3651'), revert('week')]).toEqual([
    30,
    0,
    null,
    null,
    null,
    null,
  ]);
});

it('no step is open before those it needs', () => {
  const choices = readChoices(new URLSearchParams('step=review'), { sources: offer.sources, targets: [] });
  expect(allowedStep(choices)).toBe('target');
  expect(allowedStep({ ...choices, source: null })).toBe('source');
  expect(allowedStep({ ...choices, target: 't' })).toBe('review');
});

it('reads names by lines and commas', () => expect(listOf(' a,b \n\n c d,')).toEqual(['a', 'b', 'c d']));

it('only what is not the default is a choice', () => {
  const choices = readChoices(new URLSearchParams(), offer);
  expect(overridesOf(choices)).toEqual({});
  expect(overridesOf({ ...choices, names: 'lower', match: 'replace' })).toEqual({
    names: 'lower',
    match: 'replace',
  });
});
