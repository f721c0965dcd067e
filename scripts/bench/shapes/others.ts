/** Shapes that bring out one thing each. */
import { type Shape, type ShapeTable, type SqlValue, share } from './shape.ts';
import { bytes, mixed, moment, money, orNull, personName, prose } from './values.ts';

/** Four bytes of every row are data, the rest is what a row costs. */
export const narrow: Shape = {
  title: 'one table of 2 integer columns',
  tables: (rows) => [
    {
      name: 'pairs',
      sql: 'CREATE TABLE pairs (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)',
      rows,
      row: (index) => [index, mixed(index)],
    },
  ],
  indexes: () => [],
};

const WIDTH = 100;
const KINDS: [type: string, value: (seed: number) => SqlValue][] = [
  ['INTEGER', (seed) => mixed(seed)],
  ['TEXT', personName],
  ['REAL', (seed) => mixed(seed) / 3],
  ['DATETIME', moment],
  ['TEXT', (seed) => orNull(seed, 2, `code ${mixed(seed)}`)],
];

export const wide: Shape = {
  title: `one table of ${WIDTH} columns`,
  tables: (rows) => {
    const kinds = Array.from(
      { length: WIDTH - 1 },
      (_, column) => KINDS[column % KINDS.length] as (typeof KINDS)[0],
    );
    const columns = kinds.map(([type], column) => `c${column + 1} ${type}`);
    return [
      {
        name: 'wide',
        sql: `CREATE TABLE wide (id INTEGER PRIMARY KEY, ${columns.join(', ')})`,
        rows: share(rows, 10),
        row: (index) => [index, ...kinds.map(([, value], column) => value(index * WIDTH + column))],
      },
    ];
  },
  indexes: () => [],
};

export const textHeavy: Shape = {
  title: 'one table of long texts in two languages, 4,000 characters each',
  tables: (rows) => [
    {
      name: 'articles',
      sql: 'CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)',
      rows: share(rows, 20),
      row: (index) => [index, prose(index, 40), prose(index + 1, 4000)],
    },
  ],
  indexes: () => [],
};

export const blobHeavy: Shape = {
  title: 'one table of blobs of 8,000 bytes that do not compress',
  tables: (rows) => [
    {
      name: 'pictures',
      sql: 'CREATE TABLE pictures (id INTEGER PRIMARY KEY, name TEXT NOT NULL, content BLOB NOT NULL)',
      rows: share(rows, 40),
      row: (index) => [index, `picture-${index}.png`, bytes(index, 8000)],
    },
  ],
  indexes: () => [],
};

export const manySmall = alike('100 small tables, an index each', 100, (rows) => share(rows, 500));
export const thousandTables = alike('1,000 tables of 10 rows, an index each', 1000, () => 10);

function alike(title: string, count: number, rowsEach: (rows: number) => number): Shape {
  const names = Array.from({ length: count }, (_, index) => `t${String(index + 1).padStart(4, '0')}`);
  const table = (name: string, rows: number, seed: number): ShapeTable => ({
    name,
    sql: `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount DECIMAL(10,2), created_at DATETIME)`,
    rows,
    row: (index) => [index, personName(seed + index), money(seed + index), moment(seed + index)],
  });
  return {
    title,
    tables: (rows) => names.map((name, at) => table(name, rowsEach(rows), at * 100_000)),
    indexes: () => names.map((name) => `CREATE INDEX ${name}_name ON ${name} (name)`),
  };
}
