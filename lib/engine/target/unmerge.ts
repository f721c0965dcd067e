/**
 * The way back of rows that went into tables of an application. What stands now is kept in the schema of what was
 * taken back; triggers stay silent, so that what stood before stands again exactly as it did.
 */
import { MigrationError } from '../errors.ts';
import { type PgClient, qualified, quote } from './connect.ts';
import { countRows } from './count-rows.ts';
import type { JournalEntry, JournalTable } from './journal.ts';
import { INSERTED, referenced } from './merge.ts';
import { checkMerged } from './merge-check.ts';
import { indexReferences } from './merge-index.ts';
import { parentsFirst } from './merge-order.ts';
import { asApplication, atOnce, countReferences, lockTables, putRows, sameKey } from './merge-sql.ts';
import { previousSchema, withdrawnSchema } from './schemas.ts';
import { readShapes, type TableShape, writable } from './shape.ts';

interface Unmerge {
  match: NonNullable<JournalTable['match']>;
  shape: TableShape;
  /** What stands; what stood before; the keys that an upsert wrote. */
  into: string;
  kept: string;
  keys: string;
  /** What is brought back of each row. */
  columns: string[];
  /** Which rows of `into`, there called as the caller says, were not there before. */
  added: (row: string) => string;
}

/** Inside the caller's transaction, with the schema of what is taken back already made. */
export async function mergeBack(client: PgClient, entry: JournalEntry): Promise<void> {
  const tables = entry.tables.filter(({ match }) => match !== null);
  if (tables.length === 0) return;
  await asApplication(client, entry.schema);
  await client.query('SET CONSTRAINTS ALL DEFERRED');
  const before = await readShapes(client, entry.schema);
  const concerned = before.filter(({ name }) => tables.some((table) => table.name === name));
  await lockTables(client, [
    ...tables.map(({ name }): [string, string] => [entry.schema, name]),
    ...concerned.flatMap(({ incoming }) => incoming.map((key): [string, string] => [key.schema, key.table])),
  ]);
  const shapes = await readShapes(client, entry.schema);
  const work: Unmerge[] = [];
  for (const table of tables) work.push(await unmergeOf(client, entry, table, shapes));
  for (const { shape, into } of work) await switchTriggers(client, into, shape, false);
  for (const one of work) await keepPresent(client, entry, one);
  const going = work.map(({ shape }) => shape);
  const dropIndexes = await indexReferences(client, entry.run, going);
  await backInOrder(client, entry, work);
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  await dropIndexes();
  for (const one of work) await checkBack(client, one);
  for (const { shape, into } of work) await switchTriggers(client, into, shape, true);
  for (const { match, kept, keys } of work) {
    if (match.rows !== 'fail') await client.query(`DROP TABLE ${kept}`);
    if (match.keys !== null) await client.query(`DROP TABLE ${keys}`);
  }
}

async function unmergeOf(
  client: PgClient,
  entry: JournalEntry,
  table: JournalTable,
  shapes: TableShape[],
): Promise<Unmerge> {
  const shape = shapes.find(({ name }) => name === table.name);
  const { match } = table;
  if (!shape || !match) throw new Error(`the table ${table.name} was found before`);
  const previous = previousSchema(entry.run);
  const keys = qualified(previous, match.keys ?? '');
  const added = (row: string) =>
    match.keys === null
      ? 'true'
      : `EXISTS (SELECT FROM ${keys} w WHERE w.${INSERTED} AND ${sameKey(match.key, 'w', row)})`;
  const kept = await keptColumns(client, previous, table.name);
  const gone = kept.filter((name) => !shape.columns.some((column) => column.name === name));
  if (gone.length > 0) throw columnsGone(table.name, gone);
  return {
    match,
    shape,
    columns: writable(shape).filter((name) => kept.includes(name)),
    into: qualified(entry.schema, table.name),
    kept: qualified(previous, table.name),
    keys,
    added,
  };
}

/** The application may have changed its table since: what it added is not brought back, what it removed cannot be. */
async function keptColumns(client: PgClient, schema: string, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`,
    [schema, table],
  );
  return rows.map(({ name }) => name);
}

function columnsGone(table: string, columns: string[]): MigrationError {
  return new MigrationError(
    'TGT-CHANGED',
    `The table ${table} no longer has the column ${columns.join(', ')}: what stood there before cannot stand there again.`,
    'Add the column again, then roll back; or bring the rows back by hand: they are kept in the previous schema.',
    { context: { name: table } },
  );
}

/** As far as the role may: on tables of another owner they fire, and what they change is found. */
async function switchTriggers(client: PgClient, into: string, shape: TableShape, on: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string; state: string }>(
    `SELECT t.tgname AS name, t.tgenabled::text AS state FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.oid = $1::int8::oid AND NOT t.tgisinternal AND pg_has_role(c.relowner, 'USAGE')`,
    [shape.oid],
  );
  for (const { name, state } of rows) {
    const ours = shape.triggers.find((trigger) => trigger.name === name);
    if (!ours || (!on && state === 'D')) continue;
    const how = on ? (ours.always ? 'ENABLE ALWAYS' : 'ENABLE') : 'DISABLE';
    await client.query(`ALTER TABLE ${into} ${how} TRIGGER ${quote(name)}`);
  }
}

async function keepPresent(client: PgClient, entry: JournalEntry, { match, shape, into, keys }: Unmerge) {
  const present = match.keys === null ? '' : ` JOIN ${keys} w ON ${sameKey(match.key, 't', 'w')}`;
  const kept = qualified(withdrawnSchema(entry.run), shape.name);
  await client.query(`CREATE TABLE ${kept} AS SELECT t.* FROM ${into} t${present}`);
}

/**
 * Rows of an upsert are brought back before added ones go, so that nothing refers to these any more; where an added
 * one holds a unique value that belongs to an old one, the other way round.
 */
async function backInOrder(client: PgClient, entry: JournalEntry, work: Unmerge[]): Promise<void> {
  const groups = parentsFirst(work.map(({ shape }) => shape)).map((group) =>
    group.flatMap((shape) => work.filter((one) => one.shape === shape)),
  );
  const upserts = (group: Unmerge[]) => group.filter(({ match }) => match.rows === 'upsert');
  const others = (group: Unmerge[]) => group.filter(({ match }) => match.rows !== 'upsert');
  const remove = async (which: (group: Unmerge[]) => Unmerge[]) => {
    for (const group of groups.toReversed()) {
      for (const one of which(group)) await refuseReferences(client, entry, work, one);
      await atOnce(
        client,
        which(group).map((one) => `DELETE FROM ${one.into} AS t WHERE ${one.added('t')}`),
      );
    }
  };
  const restore = async () => {
    for (const group of groups) {
      const kept = group.filter(({ match }) => match.rows !== 'fail');
      await atOnce(client, kept.map(restored));
    }
  };
  await client.query('SAVEPOINT back');
  try {
    await remove(others);
    await restore();
    await remove(upserts);
  } catch (error) {
    if ((error as { code?: unknown }).code !== '23505') throw error;
    await client.query('ROLLBACK TO SAVEPOINT back');
    await remove((group) => group);
    await restore();
  }
  await client.query('RELEASE SAVEPOINT back');
}

function restored({ match, shape, into, kept, columns }: Unmerge): string {
  return putRows({ from: kept, into, key: match.key }, columns, shape, {
    upsert: match.rows === 'upsert',
  });
}

/** Rows that came since and refer to rows that go: a cascade would take them along in silence. */
async function refuseReferences(client: PgClient, entry: JournalEntry, work: Unmerge[], one: Unmerge) {
  for (const key of one.shape.incoming) {
    if (key.onDelete === 'NO ACTION' || key.onDelete === 'RESTRICT') continue;
    const child = work.find(({ shape }) => key.schema === entry.schema && shape.name === key.table);
    const going = { parents: one.added('p'), children: child ? child.added('c') : 'false' };
    const count = await countReferences(client, key, going);
    if (count > 0) throw referenced(count, key);
  }
}

async function checkBack(
  client: PgClient,
  { match, shape, into, kept, added, columns }: Unmerge,
): Promise<void> {
  const told = { table: shape.name, triggers: shape.triggers.map(({ name }) => name) };
  if (match.rows !== 'fail') {
    const sides = { from: kept, into, key: match.key };
    await checkMerged(client, sides, columns, { ...told, whole: match.rows === 'replace' });
  }
  const left = match.rows === 'replace' ? 0 : await countRows(client, `${into} t`, added('t'));
  if (left === 0) return;
  throw new MigrationError(
    'VER-MERGED',
    `${left} rows of ${shape.name} that the run added are still there.`,
    'A trigger there keeps them. Switch it off, then roll back again. Nothing was changed.',
    { context: { table: shape.name, count: left } },
  );
}

/** Rows that a rollback would take away or change although they were written since the cutover. */
export async function writtenSince(
  client: PgClient,
  entry: JournalEntry,
  table: JournalTable,
): Promise<number> {
  const { match } = table;
  if (!match) return 0;
  const into = qualified(entry.schema, table.name);
  const later = `t.xmin::text <> ${`'${match.xid.replace(/\D/g, '')}'`}`;
  if (match.keys === null) {
    const standing = await countRows(client, into);
    return (await countRows(client, `${into} t`, later)) + Math.max(0, table.rows - standing);
  }
  const keys = qualified(previousSchema(entry.run), match.keys);
  const [first = ''] = match.key;
  return countRows(
    client,
    `${keys} w LEFT JOIN ${into} t ON ${sameKey(match.key, 't', 'w')}`,
    `t.${quote(first)} IS NULL OR ${later}`,
  );
}
