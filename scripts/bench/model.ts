/** What howdah makes of a shape, read back: the floor and the others make the same tables, keys and indexes. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Server } from './server.ts';

export interface ModelTable {
  name: string;
  columns: { name: string; type: string }[];
  /** CREATE TABLE with types and NOT NULL, without keys. */
  sql: string;
  /** File of ready-made COPY text of all its rows. */
  text: string;
}

export interface Model {
  tables: ModelTable[];
  /** Primary keys, unique keys, indexes, foreign keys, ANALYZE; to be done one after another. */
  constraints: string[];
}

const COLUMNS = `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS required
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum`;

/** NOT NULL stands in CREATE TABLE already. */
const CONSTRAINTS = `SELECT c.relname AS "table", k.conname AS name, k.contype AS kind, pg_get_constraintdef(k.oid) AS sql
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'c', 'f')
  ORDER BY array_position(ARRAY['p', 'u', 'c', 'f']::"char"[], k.contype), c.relname, k.conname`;

const INDEXES = `SELECT pg_get_indexdef(i.indexrelid) AS sql FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))
  ORDER BY c.relname, i.indexrelid`;

export async function readModel(server: Server, database: string, folder: string): Promise<Model> {
  const columns = await server.query<{ table: string; name: string; type: string; required: boolean }>(
    database,
    COLUMNS,
  );
  const constraints = await server.query<{ table: string; name: string; kind: string; sql: string }>(
    database,
    CONSTRAINTS,
  );
  const indexes = await server.query<{ sql: string }>(database, INDEXES);
  const add = constraints.map(
    ({ table, name, sql }) => `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${sql}`,
  );
  const added = (foreign: boolean) => add.filter((_, at) => (constraints[at]?.kind === 'f') === foreign);
  const tables = [...new Set(columns.map(({ table }) => table))].map((name, at): ModelTable => {
    const own = columns.filter(({ table }) => table === name);
    const lines = own.map(
      (column) => `${quoted(column.name)} ${column.type}${column.required ? ' NOT NULL' : ''}`,
    );
    return {
      name,
      columns: own,
      sql: `CREATE TABLE ${quoted(name)} (${lines.join(', ')})`,
      text: join(folder, `${at}.copy`),
    };
  });
  return {
    tables,
    constraints: [...added(false), ...indexes.map(({ sql }) => sql), ...added(true), 'ANALYZE'],
  };
}

/** Writes the text of every table, as COPY of a server wants it, in the order of its key: with every shape the first column. */
export async function writeTexts(
  server: Server,
  database: string,
  model: Model,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    for (const { name, text } of model.tables) {
      const rows = client.query(copyTo(`COPY (SELECT * FROM ${quoted(name)} ORDER BY 1) TO STDOUT`));
      await pipeline(rows, createWriteStream(text), { signal });
    }
  } finally {
    await client.end();
  }
}

export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}
