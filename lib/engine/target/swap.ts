/** Making a run public and taking it back: each is one transaction of renames, however large the tables are. */
import { MigrationError } from '../errors.ts';
import { CHECKPOINTS } from '../plan/select.ts';
import type { Plan, TablePlan } from '../types.ts';
import { inOneTrip, type PgClient, qualified, quote } from './connect.ts';
import { keepFunctions, planNeedsFunctions } from './functions.ts';
import { carryGrants } from './grants.ts';
import {
  createJournal,
  type JournalEntry,
  type JournalTable,
  markRolledBack,
  writeJournal,
} from './journal.ts';
import { mergeIn } from './merge.ts';
import { keepQuarantined } from './quarantine.ts';
import { previousSchema, stagingSchema, withdrawnSchema } from './schemas.ts';
import { mergeBack } from './unmerge.ts';

type Kind = JournalTable['kind'];
type Piece = { name: string; kind: Kind; columns?: JournalTable['columns'] };

/** Inside the caller's transaction. `rows` are the counts that verification found. */
export async function swapIn(
  client: PgClient,
  runId: string,
  plan: Plan,
  rows: Map<string, number>,
): Promise<JournalTable[]> {
  const { schema } = plan.target;
  const staging = stagingSchema(runId);
  const pieces: (Piece & { rows: number })[] = [
    ...plan.tables.filter(isMade).map((table) => ({
      name: table.target,
      kind: 'table' as const,
      rows: rows.get(table.source) ?? table.rows,
      ...readingsFor(plan, table.target),
    })),
    ...plan.views.map(({ target }) => ({ name: target, kind: 'view' as const, rows: 0 })),
    ...plan.triggers.map((trigger) => ({ name: trigger.function, kind: 'function' as const, rows: 0 })),
  ];
  const standing = await findPieces(client, schema, pieces);
  const met = pieces.filter((piece) => piece.kind !== 'function' && standing.has(key(piece)));
  if (met.length > 0 && !plan.options.replace)
    throw notEmpty(
      schema,
      met.map(({ name }) => name),
    );
  const staged = await findPieces(client, staging, pieces);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`);
  await createJournal(client);
  const replaced = pieces.filter((piece) => standing.has(key(piece)));
  if (replaced.length > 0) {
    await client.query(`CREATE SCHEMA ${quote(previousSchema(runId))}`);
    await moveAll(client, schema, previousSchema(runId), replaced);
  }
  await keepQuarantined(client, runId);
  await client.query(`DROP TABLE ${qualified(staging, CHECKPOINTS)}`);
  await moveAll(client, staging, schema, pieces);
  await carryGrants(
    client,
    schema,
    replaced.flatMap((piece) => {
      const old = standing.get(key(piece));
      return piece.kind === 'function' || old === undefined ? [] : [{ name: piece.name, from: old }];
    }),
  );
  const merged = await mergeIn(client, runId, plan);
  // Without CASCADE on purpose: anything left in it would be a mistake that must not vanish.
  await client.query(`DROP SCHEMA ${quote(staging)}`);
  if (planNeedsFunctions(plan)) await keepFunctions(client);
  const made = pieces.map((piece) => ({
    ...piece,
    oid: staged.get(key(piece)) ?? 0,
    replaced: standing.get(key(piece)) ?? null,
    match: null,
  }));
  const tables = [...made, ...merged.tables.map((table) => ({ ...table, ...readingsFor(plan, table.name) }))];
  await writeJournal(client, {
    run: runId,
    schema,
    planHash: plan.hash,
    sourceSha256: plan.source.sha256,
    tables,
  });
  await merged.finish();
  return tables;
}

function isMade({ match }: TablePlan): boolean {
  return match === null;
}

/** Inside the caller's transaction. What the run made moves aside, what it replaced comes back. */
export async function swapBack(client: PgClient, entry: JournalEntry, reason: string): Promise<void> {
  const standing = await findPieces(client, entry.schema, entry.tables);
  for (const piece of entry.tables) {
    if (standing.get(key(piece)) === piece.oid) continue;
    throw new MigrationError(
      'TGT-CHANGED',
      standing.has(key(piece))
        ? `The ${piece.kind} ${piece.name} is not the one that run ${entry.run} made: it was replaced since.`
        : `The ${piece.kind} ${piece.name} of run ${entry.run} is no longer there.`,
      'Roll back what came later first, or move the tables by hand: the old ones are in the previous schema.',
      { context: { name: piece.name, run: entry.run } },
    );
  }
  const withdrawn = withdrawnSchema(entry.run);
  await client.query(`CREATE SCHEMA ${quote(withdrawn)}`);
  await mergeBack(client, entry);
  const made = entry.tables.filter((piece) => piece.match === null);
  await moveAll(client, entry.schema, withdrawn, made);
  const replaced = made.filter((piece) => piece.replaced !== null);
  const previous = previousSchema(entry.run);
  await moveAll(client, previous, entry.schema, replaced);
  await client.query(`DROP SCHEMA IF EXISTS ${quote(previous)}`);
  await markRolledBack(client, entry.run, reason);
}

/** How values are read, where rows are in quarantine that may be put in later. */
function readingsFor(plan: Plan, name: string): Pick<JournalTable, 'columns'> {
  const table = plan.tables.find(({ target }) => target === name);
  if (!table || table.quarantined === 0) return {};
  return {
    columns: table.columns
      .filter(({ generated }) => generated === null)
      .map(({ source, target, codec, zone, emptyIsNull }) => ({ source, target, codec, zone, emptyIsNull })),
  };
}

/** In one order for everybody: two swaps cannot wait for each other in a circle. */
async function moveAll(client: PgClient, from: string, to: string, pieces: Piece[]): Promise<void> {
  const sorted = [...pieces].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  // In one trip: whoever uses these tables waits for as long as this takes.
  await inOneTrip(
    client,
    sorted.map(({ name, kind }) => {
      // ALTER TABLE takes views too, whatever stood there before.
      const what =
        kind === 'function' ? `FUNCTION ${qualified(from, name)}()` : `TABLE ${qualified(from, name)}`;
      return `ALTER ${what} SET SCHEMA ${quote(to)}`;
    }),
  );
}

/** Functions have names of their own; tables and views share theirs. */
function key({ name, kind }: Piece): string {
  return kind === 'function' ? `function ${name}` : `relation ${name}`;
}

/** The oids of those that are there. */
async function findPieces(client: PgClient, schema: string, pieces: Piece[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; kind: Kind; oid: number }>(
    `SELECT c.relname AS name, 'table' AS kind, c.oid::int8::float8 AS oid FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = ANY ($2) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
     UNION ALL
     SELECT p.proname, 'function', p.oid::int8::float8 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = $1 AND p.proname = ANY ($3) AND p.pronargs = 0`,
    [
      schema,
      pieces.filter(({ kind }) => kind !== 'function').map(({ name }) => name),
      pieces.filter(({ kind }) => kind === 'function').map(({ name }) => name),
    ],
  );
  return new Map(rows.map((row) => [key(row), row.oid]));
}

function notEmpty(schema: string, names: string[]): MigrationError {
  return new MigrationError(
    'TGT-NOT-EMPTY',
    `Tables of the same name appeared in ${schema} since the plan was made: ${names.join(', ')}.`,
    'Plan again, and allow them to be replaced if that is meant.',
    { context: { schema } },
  );
}
