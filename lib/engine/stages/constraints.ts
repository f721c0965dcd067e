import { type Constraint, foreignKeysOf, identityOf, keysOf } from '../plan/ddl.ts';
import { need, needTarget, type RunContext } from '../run-context.ts';
import { type PgClient, qualified, quote, withClient } from '../target/connect.ts';
import { serverError } from '../target/errors.ts';
import { checkStagedRows } from '../target/match-checks.ts';
import { asApplication } from '../target/merge-sql.ts';
import { stagingSchema } from '../target/schemas.ts';

/** Keys and indexes at once over several connections, then identities, then foreign keys, then statistics. */
export async function constraintsStage(context: RunContext): Promise<void> {
  const plan = need(context.plan, 'the plan');
  const schema = stagingSchema(context.input.runId);
  const tables = [...plan.tables].sort((a, b) => b.bytes - a.bytes);
  const made = await existingNames(need(context.control, 'the connection'), schema);
  const missing = (constraint: Constraint) => !made.has(`${constraint.kind} ${constraint.name}`);
  const keys = tables.flatMap((table) => keysOf(table, schema)).filter(missing);
  const identities = tables.flatMap((table) => identityOf(table, schema) ?? []);
  const foreignKeys = tables.flatMap((table) => foreignKeysOf(table, schema)).filter(missing);
  const total = keys.length + identities.length + foreignKeys.length;
  let done = 0;
  const step = async (client: PgClient, constraint: Constraint) => {
    await make(context, client, constraint, made);
    context.progress.stage({ type: 'stage-progress', stage: 'constraints', done: ++done, total });
  };
  await inParallel(context, keys, step);
  await inParallel(context, identities, step);
  // Two at once on related tables wait for each other's locks: one connection is as fast and never deadlocks.
  await inParallel(context, foreignKeys, step, 1);
  await createViewsAndTriggers(context, made);
  await inParallel(context, tables, (client, table) =>
    client.query(`ANALYZE ${qualified(schema, table.target)}`).then(() => {}),
  );
  await checkMatched(context, schema);
}

/** Rows for tables that stand there must find their parents, and must not take what rows there have. */
async function checkMatched(context: RunContext, schema: string): Promise<void> {
  const client = need(context.control, 'the connection');
  const plan = need(context.plan, 'the plan');
  if (plan.tables.every((table) => table.match === null)) return;
  try {
    await client.query('BEGIN READ ONLY');
    await asApplication(client, plan.target.schema);
    await checkStagedRows(client, plan, schema);
  } catch (error) {
    throw serverError(error, 'holding the rows against the tables that stand there');
  } finally {
    await client.query('ROLLBACK').catch(() => {});
  }
}

/** What an interrupted run already made. Each statement is a transaction, so nothing is there by half. */
async function existingNames(client: PgClient, schema: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT CASE k.contype WHEN 'p' THEN 'primary-key ' WHEN 'u' THEN 'unique ' WHEN 'c' THEN 'check ' ELSE 'foreign-key ' END || k.conname AS name
       FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
       WHERE n.nspname = $1 AND (k.contype IN ('p', 'u', 'c') OR (k.contype = 'f' AND k.convalidated))
     UNION ALL
     SELECT 'index ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind = 'i'
     UNION ALL
     SELECT 'view ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind = 'v'
     UNION ALL
     SELECT 'trigger ' || c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND NOT t.tgisinternal
     UNION ALL
     SELECT 'identity of ' || c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND a.attidentity <> ''
     UNION ALL
     SELECT 'unvalidated ' || k.conname || ' of ' || c.relname FROM pg_constraint k
       JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND k.contype = 'f' AND NOT k.convalidated`,
    [schema],
  );
  return new Set(rows.map((row) => row.name));
}

/** In their order, names resolved in the staging schema: what they found there they keep when it is made public. */
async function createViewsAndTriggers(context: RunContext, made: Set<string>): Promise<void> {
  const plan = need(context.plan, 'the plan');
  const client = need(context.control, 'the connection');
  const pieces = [
    ...plan.views.map(({ target, sql }) => ({ kind: 'view', name: target, sql: [sql] })),
    ...plan.triggers.map(({ target, table, functionSql, triggerSql }) => ({
      kind: 'trigger',
      name: `${table}.${target}`,
      sql: [functionSql, triggerSql],
    })),
  ];
  for (const piece of pieces) {
    if (made.has(`${piece.kind} ${piece.name}`)) continue;
    context.signal.throwIfAborted();
    const started = performance.now();
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL search_path = ${quote(stagingSchema(context.input.runId))}, pg_catalog`);
      for (const sql of piece.sql) await client.query(sql);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw serverError(error, `creating ${piece.kind} ${piece.name}`, { object: piece.name });
    }
    const seconds = (performance.now() - started) / 1000;
    context.progress.emit({ type: 'object-made', kind: piece.kind, name: piece.name, table: '', seconds });
  }
}

async function make(
  context: RunContext,
  client: PgClient,
  constraint: Constraint,
  made: Set<string>,
): Promise<void> {
  context.signal.throwIfAborted();
  const plan = need(context.plan, 'the plan');
  const target = plan.tables.find((table) => table.source === constraint.table)?.target ?? '';
  const halfMade =
    made.has(`identity of ${target}.${constraint.name}`) ||
    made.has(`unvalidated ${constraint.name} of ${target}`);
  const started = performance.now();
  try {
    for (const sql of constraint.sql.slice(halfMade ? 1 : 0)) await client.query(sql);
  } catch (error) {
    throw serverError(error, `making ${constraint.kind} ${constraint.name} of ${constraint.table}`, {
      table: constraint.table,
      object: constraint.name,
    });
  }
  context.progress.emit({
    type: 'object-made',
    kind: constraint.kind,
    name: constraint.name,
    table: constraint.table,
    seconds: (performance.now() - started) / 1000,
  });
}

/** Each connection takes the next item until none is left; the first failure stops the others at their next item. */
async function inParallel<T>(
  context: RunContext,
  items: T[],
  work: (client: PgClient, item: T) => Promise<void>,
  connections = context.input.jobs,
): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const worker = () =>
    withClient(needTarget(context), `run ${context.input.runId} constraints`, async (client) => {
      const abort = () => void client.end().catch(() => {});
      context.signal.addEventListener('abort', abort, { once: true });
      for (let item = queue.shift(); item !== undefined && failures.length === 0; item = queue.shift()) {
        await work(client, item);
      }
      context.signal.removeEventListener('abort', abort);
    }).catch((error) => void failures.push(error));
  await Promise.all(Array.from({ length: Math.min(connections, queue.length) }, worker));
  context.signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
