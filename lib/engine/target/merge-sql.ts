/** The statements by which rows come into tables that stand there, and go again. */
import { type PgClient, qualified, quote } from './connect.ts';
import { countRows } from './count-rows.ts';
import type { ShapeForeignKey, TableShape } from './shape.ts';

/** Two tables of like columns, as SQL names them: what comes, and what stands. */
export interface Sides {
  from: string;
  into: string;
  /** Columns that tell which rows are the same; empty where none do. */
  key: string[];
}

export const listed = (names: string[], row?: string) =>
  names.map((name) => (row ? `${row}.${quote(name)}` : quote(name))).join(', ');

export const sameKey = (key: string[], a: string, b: string) =>
  key.map((name) => `${a}.${quote(name)} = ${b}.${quote(name)}`).join(' AND ');

/** Bit by bit: equal is not enough, 1.0 and 1.00 are, and json has no equality at all. */
export const unlike = (columns: string[], a: string, b: string) =>
  `pg_catalog.record_image_ne(ROW(${listed(columns, a)}), ROW(${listed(columns, b)}))`;

/**
 * Adds rows, or brings those of the same key to what comes. Rows that are the same already are not touched: their
 * triggers do not fire.
 */
export function putRows(
  { from, into, key }: Sides,
  columns: string[],
  shape: TableShape,
  options: { upsert: boolean; only?: string },
): string {
  const some = options.only ? ` JOIN ${options.only} w ON ${sameKey(key, 'w', 's')}` : '';
  const insert = `INSERT INTO ${into} AS t (${listed(columns)}) OVERRIDING SYSTEM VALUE
    SELECT ${listed(columns, 's')} FROM ${from} s${some}`;
  if (!options.upsert) return insert;
  // PostgreSQL lets nobody update an identity that is always its own.
  const settable = columns.filter(
    (name) =>
      !key.includes(name) &&
      shape.columns.some((column) => column.name === name && column.identity !== 'always'),
  );
  if (settable.length === 0) return `${insert} ON CONFLICT (${listed(key)}) DO NOTHING`;
  const sets = settable.map((name) => `${quote(name)} = EXCLUDED.${quote(name)}`).join(', ');
  return `${insert} ON CONFLICT (${listed(key)}) DO UPDATE SET ${sets} WHERE ${unlike(settable, 't', 'EXCLUDED')}`;
}

/** Several statements as one: foreign keys between their tables are asked for when all are done. */
export async function atOnce(client: PgClient, statements: string[]): Promise<void> {
  const [only, ...more] = statements;
  if (only === undefined) return;
  if (more.length === 0) await client.query(only);
  else await client.query(`WITH ${statements.map((sql, at) => `s${at} AS (${sql})`).join(', ')} SELECT`);
}

/**
 * The session as the application's own would be: its triggers find their tables by the search path. Rows that a
 * policy hides are an error rather than overlooked.
 */
export async function asApplication(client: PgClient, schema: string): Promise<void> {
  await client.query(
    `SELECT set_config('search_path', quote_ident($1) || coalesce(', ' || nullif(reset_val, ''), ''), true)
     FROM pg_settings WHERE name = 'search_path'`,
    [schema],
  );
  await client.query('SET LOCAL row_security = off');
}

/** Against writers, not against readers; in one order for everybody. */
export async function lockTables(client: PgClient, tables: [schema: string, name: string][]): Promise<void> {
  const names = [...new Set(tables.map(([schema, name]) => qualified(schema, name)))].sort();
  if (names.length > 0) await client.query(`LOCK TABLE ${names.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
}

export const someRows = (count: number) => (count === 1 ? '1 row' : `${count} rows`);

/** Rows of a child, those that go themselves aside, that refer to rows of its parent that go. */
export function countReferences(
  client: PgClient,
  key: ShapeForeignKey,
  going: { parents: string; children: string },
): Promise<number> {
  const same = key.columns.map((name, at) => `p.${quote(key.references[at] ?? '')} = c.${quote(name)}`);
  const given = key.columns.map((name) => `c.${quote(name)} IS NOT NULL`);
  return countRows(
    client,
    `${qualified(key.schema, key.table)} c`,
    `${given.join(' AND ')} AND NOT (${going.children})
       AND EXISTS (SELECT FROM ${qualified(key.parentSchema, key.parent)} p WHERE ${same.join(' AND ')} AND (${going.parents}))`,
  );
}
