import { type ComparePair, compareTables } from '../compare/compare.ts';
import { bucketsFor } from '../compare/digest.ts';
import { MigrationError } from '../errors.ts';
import { GATE } from '../gates.ts';
import { need, needTarget, type RunContext, serverConnections, sourceThreads } from '../run-context.ts';
import { withClient } from '../target/connect.ts';
import { serverError } from '../target/errors.ts';
import { readTarget, type TargetTable } from '../target/introspect.ts';
import { stagingSchema } from '../target/schemas.ts';
import type { ColumnPlan, TablePlan, TableVerification } from '../types.ts';

/** Compares every table with what stands in staging, each once its rows are in, or for kind `verify` with what stands in the target. */
export async function verifyStage(context: RunContext): Promise<void> {
  const { input, progress } = context;
  const plan = need(context.plan, 'the plan');
  const schema = input.kind === 'verify' ? plan.target.schema : stagingSchema(input.runId);
  const target = needTarget(context);
  const { tables } = await withClient(target, 'verify', (client) => readTarget(client, schema));
  const pairs: ComparePair[] = [];
  let done = 0;
  const conclude = (verification: TableVerification) => {
    context.verifications.set(verification.table, verification);
    progress.emit({ type: 'table-verified', verification });
    const equal = isEqual(verification);
    progress.emit({ type: 'table-state', table: verification.table, state: equal ? 'done' : 'failed' });
    progress.stage({ type: 'stage-progress', stage: 'verify', done: ++done, total: plan.tables.length });
  };
  for (const table of plan.tables) {
    const pair = pairWith(
      table,
      schema,
      input.kind === 'verify' && table.match?.rows === 'upsert',
      tables.find((candidate) => candidate.name === table.target),
    );
    if (typeof pair === 'string') conclude(impossible(table, pair));
    else pairs.push(pair);
  }
  try {
    await compareTables(pairs, {
      threads: sourceThreads(context),
      connections: serverConnections(context),
      parts: input.kind === 'verify' ? 1 : context.jobs,
      countsOnly: input.verify === 'counts',
      ready: (table) =>
        input.kind === 'verify' ? Promise.resolve() : context.gates.passed(GATE.rowsOf(table.source)),
      onStart: (table) => progress.emit({ type: 'table-state', table, state: 'verifying' }),
      onTable: conclude,
    });
  } catch (error) {
    context.signal.throwIfAborted();
    throw serverError(error, 'comparing the tables');
  }
  refuseDifferences([...context.verifications.values()]);
}

/** The table and its counterpart column by column, or what makes comparing impossible. */
function pairWith(
  plan: TablePlan,
  schema: string,
  onlyKeys: boolean,
  there: TargetTable | undefined,
): ComparePair | string {
  if (!there) return `there is no table ${plan.target} in ${schema}`;
  // The type below a domain is what values are read for; the plan of a matched table knows it.
  const types = new Map(there.columns.map((column) => [column.name, column.type]));
  const typeOf = (column: ColumnPlan) => (plan.match ? column.type : types.get(column.target));
  const missing = plan.columns.filter((column) => !types.has(column.target));
  if (missing.length > 0) {
    return `${plan.target} has no column ${missing.map((column) => column.target).join(', ')}`;
  }
  if (onlyKeys && plan.match?.key.length === 0)
    return `${plan.target} has no key by which rows can be told apart`;
  const keyNames =
    plan.primaryKey?.columns ?? plan.indexes.find((index) => index.constraint)?.columns.map((c) => c.name);
  return {
    plan,
    compare: {
      source: plan.source,
      schema,
      target: plan.target,
      plan,
      columns: plan.columns.map((column) => ({
        source: column.source,
        target: column.target,
        type: typeOf(column) ?? 'text',
        plan: column,
      })),
      onlyKeys,
      buckets: bucketsFor(plan.rows),
      key: plan.columns.filter((column) => keyNames?.includes(column.target)).map((column) => column.source),
    },
  };
}

function impossible(table: TablePlan, reason: string): TableVerification {
  return {
    table: table.source,
    sourceRows: table.rows,
    targetRows: 0,
    count: 'error',
    content: 'error',
    mismatches: [{ key: reason, column: null, source: null, target: null }],
  };
}

/** Values that were not compared, by choice, do not differ: the report says so of them. */
function isEqual({ count, content }: TableVerification): boolean {
  return count === 'match' && (content === 'match' || content === 'not-checked');
}

function refuseDifferences(verifications: TableVerification[]): void {
  const differing = verifications.filter((verification) => !isEqual(verification));
  const [first] = differing;
  if (!first) return;
  const example = first.mismatches[0];
  const where = example
    ? ` First: ${first.table}, ${example.key}${example.column ? `, column ${example.column}: ${example.source} here, ${example.target} there` : ''}.`
    : '';
  throw new MigrationError(
    'VER-DIFFERS',
    `${differing.length} of ${verifications.length} tables are not the same on both sides: ${differing.map(({ table }) => table).join(', ')}.${where}`,
    'Nothing was made visible by this run. The report lists the rows; look at the columns named there.',
    { context: { tables: differing.length } },
  );
}
