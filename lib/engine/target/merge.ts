/**
 * The cutover of rows that go into tables of an application: inside the caller's transaction, with everything kept
 * that a rollback needs. What the staged rows replace or change is kept in the schema of what stood before.
 */
import { MigrationError } from '../errors.ts';
import type { MatchPlan, Plan, TablePlan } from '../types.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import { countRows } from './count-rows.ts';
import type { JournalTable } from './journal.ts';
import { checkMerged } from './merge-check.ts';
import { indexReferences } from './merge-index.ts';
import { parentsFirst } from './merge-order.ts';
import {
  asApplication,
  atOnce,
  countReferences,
  listed,
  lockTables,
  putRows,
  type Sides,
  sameKey,
  someRows,
  unlike,
} from './merge-sql.ts';
import { previousSchema, stagingSchema } from './schemas.ts';
import { advanceSequences } from './sequences.ts';
import { fingerprint, readShapes, type ShapeForeignKey, type TableShape } from './shape.ts';

interface Merge extends Sides {
  plan: TablePlan;
  match: MatchPlan;
  shape: TableShape;
  /** Columns that are written, and those that must be the same afterwards. */
  written: string[];
  columns: string[];
  /** Where rows that stood before are kept, and the keys of those that an upsert writes. */
  kept: string;
  keys: string;
  keysName: string;
}

/** The name, in the schema of what stood before, of the keys that an upsert wrote. */
const keysName = (at: number) => `howdah_written_${at}`;
export const INSERTED = 'howdah_inserted';

export interface Merged {
  tables: JournalTable[];
  /** The last step, when all else is done. */
  finish: () => Promise<void>;
}

export async function mergeIn(client: PgClient, runId: string, plan: Plan): Promise<Merged> {
  const tables = plan.tables.filter((table) => table.match !== null);
  if (tables.length === 0) return { tables: [], finish: async () => {} };
  const { schema } = plan.target;
  // First, while names are printed with their schemas: that is how the plan knows them.
  const merges = await lockAndLook(client, runId, plan, tables);
  await asApplication(client, schema);
  await client.query('SET CONSTRAINTS ALL DEFERRED');
  if (tables.some(({ match }) => match?.rows !== 'fail')) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${quote(previousSchema(runId))}`);
  }
  for (const merge of merges) await keep(client, merge);
  await refuseReferences(client, schema, merges);
  const going = merges.filter(({ match }) => match.rows === 'replace').map(({ shape }) => shape);
  const dropIndexes = await indexReferences(client, runId, going);
  const groups = parentsFirst(merges.map(({ shape }) => shape)).map((group) =>
    group.flatMap((shape) => merges.filter((merge) => merge.shape === shape)),
  );
  for (const group of groups.toReversed()) {
    const replaced = group.filter(({ match }) => match.rows === 'replace');
    await atOnce(
      client,
      replaced.map(({ into }) => `DELETE FROM ${into}`),
    );
  }
  for (const group of groups) await atOnce(client, group.map(put));
  // What waits for the end is asked now, when it can still be told what it is about.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  await dropIndexes();
  const journal: JournalTable[] = [];
  for (const merge of merges) {
    await checkMerged(client, merge, merge.columns, {
      table: merge.plan.source,
      triggers: merge.shape.triggers.map(({ name }) => name),
      whole: merge.match.rows !== 'upsert',
    });
    await client.query(`DROP TABLE ${merge.from}`);
    journal.push(await entryOf(client, merge));
  }
  return {
    tables: journal,
    finish: async () => {
      for (const merge of merges) await advanceSequences(client, schema, merge.shape, merge.plan);
    },
  };
}

function put(merge: Merge): string {
  const upsert = merge.match.rows === 'upsert';
  return putRows(merge, merge.written, merge.shape, { upsert, ...(upsert ? { only: merge.keys } : {}) });
}

/** Under locks everything must still be as the plan found it. */
async function lockAndLook(
  client: PgClient,
  runId: string,
  plan: Plan,
  tables: TablePlan[],
): Promise<Merge[]> {
  const { schema } = plan.target;
  const before = await readShapes(client, schema);
  const referring = before
    .filter(({ name }) => tables.some(({ target, match }) => target === name && match?.rows === 'replace'))
    .flatMap(({ incoming }) => incoming.map((key): [string, string] => [key.schema, key.table]));
  await lockTables(client, [...tables.map(({ target }): [string, string] => [schema, target]), ...referring]);
  const shapes = await readShapes(client, schema);
  return tables.map((table, at) => {
    const shape = shapes.find(({ name }) => name === table.target);
    const { match } = table;
    if (!shape || !match || fingerprint(shape) !== match.shape) throw changed(table);
    return {
      plan: table,
      match,
      shape,
      from: qualified(stagingSchema(runId), table.target),
      into: qualified(schema, table.target),
      key: match.key,
      written: table.columns.filter(({ generated }) => generated === null).map(({ target }) => target),
      columns: table.columns.map(({ target }) => target),
      kept: qualified(previousSchema(runId), table.target),
      keys: qualified(previousSchema(runId), keysName(at)),
      keysName: keysName(at),
    };
  });
}

function changed({ target }: TablePlan): MigrationError {
  return new MigrationError(
    'TGT-CHANGED-SINCE',
    `The table ${target} is not as it was when the plan was made.`,
    'Nothing was changed. Plan again, look at what is found, and start again.',
    { context: { table: target } },
  );
}

/** What will be gone or changed, kept as it stands; and which keys are written, added or changed. */
async function keep(client: PgClient, { match, into, from, key, kept, keys, written, shape }: Merge) {
  if (match.rows === 'fail' && (await countRows(client, `(SELECT FROM ${into} LIMIT 1) x`)) > 0) {
    throw new MigrationError(
      'TGT-ROWS',
      `The table ${shape.name} has rows by now; rows go in only when it is empty.`,
      'Nothing was changed. Choose what becomes of these rows (--match replace or upsert), or empty the table.',
      { context: { table: shape.name } },
    );
  }
  if (match.rows === 'replace') await client.query(`CREATE TABLE ${kept} AS SELECT * FROM ${into}`);
  if (match.rows !== 'upsert') return;
  const missing = `t.${quote(key[0] ?? '')} IS NULL`;
  await client.query(
    `CREATE TABLE ${keys} AS SELECT ${listed(key, 's')}, ${missing} AS ${INSERTED}
     FROM ${from} s LEFT JOIN ${into} t ON ${sameKey(key, 't', 's')}
     WHERE ${missing} OR ${unlike(written, 's', 't')}`,
  );
  await client.query(`ANALYZE ${keys}`);
  await client.query(
    `CREATE TABLE ${kept} AS SELECT t.* FROM ${into} t JOIN ${keys} w ON ${sameKey(key, 't', 'w')}`,
  );
}

/** No row that stays may refer to one that goes: a cascade would take it along in silence. */
async function refuseReferences(client: PgClient, schema: string, merges: Merge[]): Promise<void> {
  const emptied = (key: ShapeForeignKey) =>
    merges.some(
      ({ match, shape }) => match.rows !== 'upsert' && key.schema === schema && shape.name === key.table,
    );
  for (const { match, shape } of merges) {
    if (match.rows !== 'replace') continue;
    for (const key of shape.incoming) {
      if (emptied(key) || (key.deferrable && key.onDelete === 'NO ACTION')) continue;
      const count = await countReferences(client, key, { parents: 'true', children: 'false' });
      if (count > 0) throw referenced(count, key);
    }
  }
}

export function referenced(count: number, key: ShapeForeignKey): MigrationError {
  return new MigrationError(
    'TGT-REFERENCED',
    `${someRows(count)} of ${key.table} would stay but refer to rows of ${key.parent} that would go (${key.name}, ON DELETE ${key.onDelete}).`,
    'Nothing was changed. Remove these rows, or let them refer to others, then try again.',
    { context: { table: key.parent, from: key.table, count } },
  );
}

async function entryOf(
  client: PgClient,
  { match, shape, into, plan, keysName }: Merge,
): Promise<JournalTable> {
  const { rows } = await client.query<{ count: string; xid: string }>(
    `SELECT (SELECT count(*) FROM ${into}) AS count, pg_current_xact_id()::xid::text AS xid`,
  );
  return {
    name: plan.target,
    kind: 'table',
    oid: shape.oid,
    replaced: null,
    rows: Number(rows[0]?.count ?? 0),
    match: {
      rows: match.rows,
      key: match.key,
      keys: match.rows === 'upsert' ? keysName : null,
      xid: rows[0]?.xid ?? '',
    },
  };
}
