import { expect, test } from 'vitest';
import { placeKey, placeProblems, schemaNameOf, schemaNames } from './schema-names.ts';

test.each([
  ['/srv/app/DB.sqlite3', 'db'],
  ['C:\\data\\Main data (2).db', 'main_data_2'],
  ['useful-messages.db', 'useful_messages'],
  ['2024.db', 'db_2024'],
  ['pg_stuff.sqlite', 'db_pg_stuff'],
  ['howdah.db', 'db_howdah'],
  ['information_schema.db', 'db_information_schema'],
  ['Заявки.db', 'заявки'],
  ['….db', 'data'],
  ['.db', 'data'],
  ['backup.db.sqlite', 'backup'],
])('%s becomes %s', (file, name) => {
  expect(schemaNameOf(file)).toBe(name);
});

test('a long name is cut at 63 bytes, between letters', () => {
  const name = schemaNameOf(`${'ж'.repeat(40)}.db`);
  expect(name).toBe('ж'.repeat(31));
  expect(schemaNameOf(`${'a'.repeat(80)}.db`)).toHaveLength(63);
});

test('files of the same name get numbers', () => {
  expect(schemaNames(['/a/data.db', '/b/data.db', '/c/Data.sqlite', '/d/data_2.db'])).toEqual([
    'data',
    'data_2',
    'data_3',
    'data_2_2',
  ]);
});

test('what meets, is taken, reserved, too long or missing is told', () => {
  const at = (schema: string, database: string | null = 'one') => ({ schema, database });
  const taken = new Map([[placeKey(at('old')), 'shop → one']]);
  const places = [
    at('a'),
    at('a'),
    at('a', 'two'),
    at('old'),
    at('pg_x'),
    at('ж'.repeat(32)),
    at(''),
    at('b', null),
  ];
  expect(placeProblems(places, taken).map((trouble) => trouble?.problem ?? null)).toEqual([
    'twice',
    'twice',
    null,
    'taken',
    'reserved',
    'long',
    'empty',
    'target',
  ]);
  expect(placeProblems([at('old')], taken)[0]?.name).toBe('shop → one');
});
