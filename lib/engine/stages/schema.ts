import { createTable } from '../plan/ddl.ts';
import { stagedLike } from '../plan/match-ddl.ts';
import { need, type RunContext } from '../run-context.ts';
import { serverError } from '../target/errors.ts';
import { stagingSchema } from '../target/schemas.ts';
import { createStaging } from '../target/staging.ts';

/** Makes the staging schema with bare tables: keys and indexes are built faster once the rows are in. */
export async function schemaStage(context: RunContext): Promise<void> {
  const plan = need(context.plan, 'the plan');
  const schema = stagingSchema(context.input.runId);
  const tables = plan.tables.flatMap((table) =>
    table.match ? stagedLike(table, plan.target.schema, schema) : [createTable(table, schema)],
  );
  try {
    const control = need(context.control, 'the connection');
    await createStaging(control, context.input.runId, plan, tables, context.input.resumes);
  } catch (error) {
    throw serverError(error, 'creating the tables');
  }
}
