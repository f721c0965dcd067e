import { expect, it } from 'vitest';
import en from '../../messages/en.json' with { type: 'json' };
import { argumentsOf } from './icu.ts';
import { PHRASE_KEYS, phraseOf } from './phrases.ts';

it.each([
  ['by choice', 'byChoice', {}],
  ['called order (old)', 'called', { name: 'order (old)' }],
  ['8192 bytes, pages of 4096', 'fileFacts', { bytes: 8192, page: 4096 }],
  ['7 of 97 connections in use, database 21 MB', 'roomFacts', { used: 7, max: 97, size: '21 MB' }],
  ['NOT VALID: 3 rows have no parent', 'orphans', { rows: 3 }],
  ['there is no table a\nb', 'noTable', { table: 'a\nb' }],
  ['12 tables, SQLite 3.54.0', 'openFacts', { tables: 12, version: '3.54.0' }],
])('%s', (remark, key, facts) => {
  expect(phraseOf(remark)).toEqual({ key, facts });
});

it('leaves alone what it does not know', () => {
  expect(phraseOf('something that the engine says one day')).toBeNull();
});

it('has words for every phrase, and no other', () => {
  expect(Object.keys(en.phrases).sort()).toEqual([...PHRASE_KEYS].sort());
});

it('the words take numbers only where a number comes', () => {
  const counted = Object.values(en.phrases).flatMap((text) =>
    [...argumentsOf(text)].filter(([, kind]) => kind === 'plural').map(([name]) => name),
  );
  expect([...new Set(counted)].sort()).toEqual(['columns', 'max', 'rows', 'tables']);
});
