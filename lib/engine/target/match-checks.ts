/**
 * What the application's table would refuse later, asked of the staged rows: nothing is written for it, so that a dry
 * run finds it too.
 */
import { MigrationError } from '../errors.ts';
import type { MatchPlan, Plan, TablePlan } from '../types.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import { someRows } from './merge-sql.ts';

type Key = MatchPlan['foreignKeys'][number];

export async function checkStagedRows(client: PgClient, plan: Plan, staging: string): Promise<void> {
  for (const table of plan.tables) {
    if (!table.match) continue;
    for (const key of table.match.foreignKeys) await checkParents(client, plan, table, key, staging);
    if (table.match.rows !== 'upsert') continue;
    for (const columns of otherKeys(table)) await checkKey(client, plan, table, columns, staging);
  }
}

/** Parents are staged rows, and rows there where these stay. */
async function checkParents(client: PgClient, plan: Plan, table: TablePlan, key: Key, staging: string) {
  const own = key.schema === plan.target.schema;
  const parent = own
    ? plan.tables.find(({ match, target }) => match !== null && target === key.table)
    : undefined;
  const places = parent ? [qualified(staging, key.table)] : [];
  if (!parent || parent.match?.rows === 'upsert') places.push(qualified(key.schema, key.table));
  const same = key.columns.map((name, at) => `p.${quote(key.references[at] ?? '')} = c.${quote(name)}`);
  const conditions = [
    ...key.columns.map((name) => `c.${quote(name)} IS NOT NULL`),
    ...places.map((place) => `NOT EXISTS (SELECT FROM ${place} p WHERE ${same.join(' AND ')})`),
  ];
  const found = await count(client, `${qualified(staging, table.target)} c`, conditions, key.columns);
  if (found.count === 0) return;
  throw new MigrationError(
    'ROW-NO-PARENT',
    `${someRows(found.count)} of ${table.source} without a parent: ${key.table} has none for it, neither in the source nor there (${key.name}). The first: ${found.first}.`,
    'Mend or remove these rows in the source, take their parents along, or choose quarantine for orphans.',
    { context: { table: table.source, key: key.name, count: found.count } },
  );
}

/** Unique keys beside the one that rows are told apart by. */
function otherKeys(table: TablePlan): string[][] {
  const plain = table.indexes.filter(
    ({ unique, where, columns }) => unique && where === null && columns.every((c) => c.expression === null),
  );
  const keys = [
    ...(table.primaryKey ? [table.primaryKey.columns] : []),
    ...plain.map(({ columns }) => columns.map(({ name }) => name)),
  ];
  const by = table.match?.key ?? [];
  return keys.filter((key) => key.length !== by.length || key.some((name) => !by.includes(name)));
}

/** Rows there that stay and have the same values of another unique key than a row that comes. */
async function checkKey(
  client: PgClient,
  plan: Plan,
  table: TablePlan,
  columns: string[],
  staging: string,
): Promise<void> {
  const there = qualified(plan.target.schema, table.target);
  const staged = qualified(staging, table.target);
  const by = (a: string, b: string, names: string[]) =>
    names.map((name) => `${a}.${quote(name)} = ${b}.${quote(name)}`).join(' AND ');
  const key = table.match?.key ?? [];
  const found = await count(
    client,
    `${staged} c JOIN ${there} t ON ${by('t', 'c', columns)}`,
    [`NOT EXISTS (SELECT FROM ${staged} o WHERE ${by('o', 't', key)})`],
    columns,
  );
  if (found.count === 0) return;
  throw new MigrationError(
    'ROW-KEY-TAKEN',
    `${someRows(found.count)} of ${table.source} with a ${columns.join(', ')} that is taken there under another ${key.join(', ')}. The first: ${found.first}.`,
    'Mend these rows on one of the two sides, or choose replace for the table.',
    { context: { table: table.source, count: found.count } },
  );
}

async function count(client: PgClient, from: string, conditions: string[], columns: string[]) {
  const shown = columns.map((name) => `'${name.replaceAll("'", "''")}=' || c.${quote(name)}::text`);
  const { rows } = await client.query<{ count: string; first: string | null }>(
    `SELECT count(*) AS count, min(concat_ws(', ', ${shown.join(', ')})) AS first FROM ${from} WHERE ${conditions.join(' AND ')}`,
  );
  return { count: Number(rows[0]?.count ?? 0), first: rows[0]?.first ?? '' };
}
