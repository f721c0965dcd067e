/** What is found about objects that PostgreSQL has in another form. */
import type { Finding } from '../types.ts';

type Text = (p: Finding['params']) => [message: string, remedy: string];

export const OBJECT_TEXTS = {
  'TBL-SEARCH': (p) => [
    `${p.table} is a full-text table (${p.module}); its rows become an ordinary table, the index is not carried.`,
    'To search it in PostgreSQL, choose a configuration for the table in the overrides, like "search": "simple" or "english": a tsvector column with a GIN index is added. Queries with MATCH become search @@ websearch_to_tsquery(…).',
  ],
  'TBL-SEARCH-MADE': (p) => [
    `${p.table} gets the column ${p.column}, a tsvector of its texts by the configuration ${p.configuration}, with a GIN index.`,
    `Search it with: ${p.column} @@ websearch_to_tsquery('${p.configuration}', …).`,
  ],
  'TBL-SPATIAL': (p) => [
    `${p.table} is an R-tree index; its rows become an ordinary table of ids and coordinates.`,
    'Where it is large, add an index that suits your queries: GiST over box(point, point), or PostGIS.',
  ],
  'TIME-LOCAL': (p) => [
    `${p.object} goes by local time: that of the machine in SQLite, that of the session's TimeZone in PostgreSQL.`,
    "Set the TimeZone that the application ran in: ALTER DATABASE … SET timezone = '…'.",
  ],
  'IDX-HASHED': (p) => [
    `Index ${p.index} of ${p.table} has entries of ${p.bytes} bytes, too long for a B-tree; it becomes ${p.as}.`,
    'It serves equality alone; an order or a range over this column is not indexed.',
  ],
  'FK-TYPE': (p) => [
    `${p.column} becomes ${p.type}, so that its foreign key to ${p.parent} can stand.`,
    'Nothing to do: its values are the same.',
  ],
  'COL-NOCASE': (p) => [
    `${p.column} gets a collation that takes no account of case, by choice: of any letters, where SQLite's NOCASE knows A to Z alone.`,
    'LIKE and regular expressions over it need COLLATE "C" before PostgreSQL 18. Choose "index" for a unique index on the lower-cased text instead.',
  ],
  'COL-NOCASE-REFUSED': (p) => [
    `The server cannot make the collation that ${p.count} columns are to have: ${p.reason}.`,
    'Use a server with ICU, or choose "nocase": "index".',
  ],
  'FK-NOCASE': (p) => [
    `The foreign key of ${p.table} to ${p.parent} takes no account of case in SQLite and does here; it is made NOT VALID: it binds new rows only.`,
    'Write the keys of both tables alike, then: ALTER TABLE … VALIDATE CONSTRAINT …',
  ],
} satisfies Record<string, Text>;
