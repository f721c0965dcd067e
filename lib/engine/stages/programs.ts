/** Views and triggers, in their order: names resolved in the staging schema are kept when they are made public. */
import { need, type RunContext } from '../run-context.ts';
import { quote } from '../target/connect.ts';
import { serverError } from '../target/errors.ts';
import { stagingSchema } from '../target/schemas.ts';

/** `made` says what an interrupted run left, as madeInStaging() found it. */
export async function createViewsAndTriggers(context: RunContext, made: Set<string>): Promise<void> {
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
