import { expect, it } from 'vitest';
import { readDocument, writeDocument } from './document-text.ts';

const faultsOf = (text: string) => {
  const read = readDocument(text);
  return read.ok ? [] : read.faults;
};

it('reads what it wrote', () => {
  const document = { zone: 'Europe/Moscow', tables: { t: { columns: { c: { default: null } } } } };
  expect(readDocument(writeDocument(document))).toEqual({ ok: true, document });
});

it('an empty text is a document without a choice, and $schema is for editors', () => {
  expect(readDocument(' \n')).toEqual({ ok: true, document: {} });
  expect(readDocument('{"$schema":"./overrides.schema.json","names":"keep"}')).toEqual({
    ok: true,
    document: { names: 'keep' },
  });
});

it('points at the choice that cannot be', () => {
  const text = '{\n "tables": {\n  "t": { "columns": {\n   "c": {\n    "misfits": "drop" }}}}}';
  expect(faultsOf(text)).toEqual([
    {
      code: 'invalid_value',
      place: 'tables.t.columns.c.misfits',
      allowed: ['"widen"', '"null"', '"quarantine"', '"stop"'],
      unknown: [],
      line: 5,
    },
  ]);
});

it('names what is not known there', () => {
  expect(faultsOf('{\n"tables": {\n"t": {\n"colour": 1 }}}')).toEqual([
    { code: 'unrecognized_keys', place: 'tables.t', allowed: [], unknown: ['colour'], line: 4 },
  ]);
});

it('says which kind of value belongs there', () => {
  expect(faultsOf('[]')).toEqual([
    { code: 'invalid_type', place: '', allowed: ['object'], unknown: [], line: 1 },
  ]);
});

it.each([
  ['{\n"names": }', 2],
  ['{\n"names": "keep",\n}', 3],
  ['{\n"names": "keep"\n', 3],
  ['{"names": keep}', 1],
])('what is no JSON: %j', (text, line) => {
  expect(faultsOf(text)).toEqual([{ code: 'json', place: '', allowed: [], unknown: [], line }]);
});
