import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, rowsOf, sourceFrom, temporaryFolder } from '../testing.ts';

let target: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  target = await testDatabase();
  folder = temporaryFolder();
});
afterEach(async () => {
  await target.drop();
  folder[Symbol.dispose]();
});

const SCHEMA = `
  CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
  INSERT INTO docs VALUES (1, 'Elephants', 'They carry howdahs'), (2, 'Mice', NULL);
  CREATE VIRTUAL TABLE notes USING fts5(title, body, tag UNINDEXED, tokenize = 'porter unicode61');
  INSERT INTO notes (rowid, title, body, tag) VALUES (7, 'Riding', 'elephants carry people', 'run'), (-3, 'слоны', NULL, 5);
  CREATE VIRTUAL TABLE mails USING fts4(subject, "from", notindexed="from");
  INSERT INTO mails VALUES ('hello', 'ann'), ('bye', 'bob');
  CREATE VIRTUAL TABLE plain3 USING fts3;
  INSERT INTO plain3 VALUES ('one text');
  CREATE VIRTUAL TABLE docs_index USING fts5(title, body, content='docs', content_rowid='id');
  CREATE VIRTUAL TABLE bare USING fts5(words, content='');
  CREATE VIRTUAL TABLE words USING fts5vocab('notes', 'row');
  CREATE VIRTUAL TABLE places USING rtree(id, minX, maxX, minY, maxY, +name TEXT);
  INSERT INTO places VALUES (1, 0.5, 1.5, -2, 2, 'here'), (2, 10, 11, 10, 11, NULL);
  CREATE VIRTUAL TABLE shapes USING geopoly(label);
  CREATE VIRTUAL TABLE pages USING dbstat;
  CREATE VIEW titles AS SELECT rowid AS id, title FROM notes;
  CREATE VIEW found AS SELECT title FROM notes WHERE notes MATCH 'carry';`;

test('rows of full-text and R-tree tables come along, indexes of others are reported', async () => {
  const source = sourceFrom(folder.path, SCHEMA, (db) => {
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec(
      `INSERT INTO sqlite_schema VALUES ('table', 'alien', 'alien', 0, 'CREATE VIRTUAL TABLE alien USING spellfix1')`,
    );
  });
  const { report } = await migrate(source, target.url);
  expect(report.error).toBeNull();
  expect(await rowsOf(target.url, 'SELECT rowid, title, body, tag FROM notes ORDER BY rowid')).toEqual([
    ['-3', 'слоны', null, '5'],
    ['7', 'Riding', 'elephants carry people', 'run'],
  ]);
  expect(await rowsOf(target.url, 'SELECT docid, subject, "from" FROM mails ORDER BY docid')).toEqual([
    ['1', 'hello', 'ann'],
    ['2', 'bye', 'bob'],
  ]);
  expect(await rowsOf(target.url, 'SELECT * FROM plain3')).toEqual([['1', 'one text']]);
  expect(await rowsOf(target.url, 'SELECT * FROM places ORDER BY id')).toEqual([
    ['1', '0.5', '1.5', '-2', '2', 'here'],
    ['2', '10', '11', '10', '11', null],
  ]);
  expect(await rowsOf(target.url, 'INSERT INTO notes (title) VALUES (1) RETURNING rowid')).toEqual([['8']]);
  expect(await rowsOf(target.url, 'SELECT id, title FROM titles WHERE id = 7')).toEqual([['7', 'Riding']]);
  expect(report.tables.map((table) => table.source).sort()).toEqual([
    'docs',
    'mails',
    'notes',
    'places',
    'plain3',
  ]);
  const virtual = report.objects.filter(({ kind }) => kind === 'virtual-table');
  expect(
    Object.fromEntries(virtual.map(({ name, outcome, reason }) => [name, `${outcome}: ${reason}`])),
  ).toEqual({
    notes: 'adapted: an ordinary table with the rows of fts5',
    mails: 'adapted: an ordinary table with the rows of fts4',
    plain3: 'adapted: an ordinary table with the rows of fts3',
    places: 'adapted: an ordinary table with the rows of rtree',
    docs_index: 'left-out: it is an index of the texts in docs, which are carried there',
    bare: 'left-out: it keeps an index without the texts',
    words: 'left-out: it shows the words of another table’s index',
    shapes: 'left-out: its polygons are kept in a form of its own; PostGIS has polygons',
    pages: 'left-out: it shows how SQLite stores this file',
    alien: 'left-out: its module spellfix1 is not part of SQLite',
  });
  const found = report.objects.find(({ name }) => name === 'found');
  expect(found?.reason).toContain('MATCH');
  expect(report.findings.filter(({ code }) => code === 'TBL-SEARCH').map(({ object }) => object)).toEqual([
    'notes',
    'mails',
    'plain3',
  ]);
});

test('a chosen configuration gives a table a search column that finds its texts', async () => {
  const source = sourceFrom(folder.path, SCHEMA.replace('CREATE VIRTUAL TABLE pages USING dbstat;', ''));
  const { report } = await migrate(source, target.url, {
    plan: { overrides: { tables: { notes: { search: 'english' }, docs: { search: 'simple' } } } },
  });
  expect(report.error).toBeNull();
  const find = (table: string, words: string, configuration: string) =>
    rowsOf(
      target.url,
      `SELECT title FROM ${table} WHERE search @@ websearch_to_tsquery('${configuration}', '${words}')`,
    );
  expect(await find('notes', 'elephant carrying', 'english')).toEqual([['Riding']]);
  expect(await find('notes', 'run', 'english')).toEqual([]);
  expect(await find('docs', 'howdahs', 'simple')).toEqual([['Elephants']]);
  await rowsOf(target.url, `INSERT INTO notes (title) VALUES ('A new elephant')`);
  expect((await find('notes', 'elephants', 'english')).length).toBe(2);
  const [index = []] = await rowsOf(
    target.url,
    `SELECT indexdef FROM pg_indexes WHERE indexname = 'notes_search_idx'`,
  );
  expect(index[0]).toContain('USING gin (search)');
  expect(report.findings.map(({ code, object }) => `${code} ${object}`)).toContain('TBL-SEARCH-MADE notes');
});
