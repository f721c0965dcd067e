import { GATE } from '../gates.ts';
import { type Constraint, foreignKeysOf, identityOf, keysOf } from '../plan/ddl.ts';
import { need, type RunContext, serverConnections } from '../run-context.ts';
import { qualified } from '../target/connect.ts';
import { serverError } from '../target/errors.ts';
import { madeInStaging } from '../target/made.ts';
import { checkStagedRows } from '../target/match-checks.ts';
import { asApplication } from '../target/merge-sql.ts';
import { stagingSchema } from '../target/schemas.ts';
import { Together, WEIGHT } from '../target/together.ts';
import { Turns } from '../turns.ts';
import type { TablePlan } from '../types.ts';
import { createViewsAndTriggers } from './programs.ts';

/**
 * Indexes of a table at once as soon as its rows are in, then its statistics; foreign keys as soon as both tables have
 * their indexes. What locks a table against the comparison that reads it comes at the end: there it takes no time.
 */
export async function constraintsStage(context: RunContext): Promise<void> {
  const plan = need(context.plan, 'the plan');
  const schema = stagingSchema(context.input.runId);
  const made = await madeInStaging(need(context.control, 'the connection'), schema);
  const work = new Work(context, made);
  const tables = [...plan.tables].sort((a, b) => b.bytes - a.bytes);
  const indexed = new Map(tables.map((table) => [table.target, indexTable(context, work, table, schema)]));
  const foreignKeys = tables.flatMap((table) => {
    const keys = foreignKeysOf(table, schema).map((key, at) => ({
      key,
      table,
      needs: [table.target, table.foreignKeys[at]?.table ?? ''],
    }));
    return keys.filter(({ key }) => !made.has(`foreign-key ${key.name}`));
  });
  work.expect(foreignKeys.length);
  const validated = foreignKeys.map(async ({ key, table, needs }) => {
    await Promise.all(needs.map((name) => indexed.get(name)));
    const isAdded = made.has(`unvalidated ${key.name} of ${table.target}`);
    await work.makeKey(table, key, isAdded ? key.sql.slice(1) : key.sql);
  });
  await Promise.all([...validated, ...indexed.values()]);
  await Promise.all(tables.map((table) => finishTable(work, table, schema, made)));
  await createViewsAndTriggers(context, made);
  await checkMatched(context, schema);
}

async function indexTable(context: RunContext, work: Work, table: TablePlan, schema: string): Promise<void> {
  const indexes = keysOf(table, schema).flatMap((constraint) => {
    const sql = constraint.steps
      ? [constraint.steps.index]
      : constraint.kind === 'index'
        ? constraint.sql
        : [];
    return sql.length === 0 || work.isMade(`index ${constraint.name}`) ? [] : [{ constraint, sql }];
  });
  work.expect(indexes.length);
  await context.gates.passed(GATE.rowsOf(table.source));
  await Promise.all(indexes.map(({ constraint, sql }) => work.make(table, constraint, sql)));
  await work.run(table, [`ANALYZE ${qualified(schema, table.target)}`]);
}

/** Makes keys of the indexes, tries the checks, and lets the identity count on. */
async function finishTable(work: Work, table: TablePlan, schema: string, made: Set<string>): Promise<void> {
  const left = keysOf(table, schema).filter(({ kind, name }) => !made.has(`${kind} ${name}`));
  const identity = identityOf(table, schema);
  const steps = [
    ...left.map((constraint) => async () => {
      if (constraint.steps) await work.run(table, [constraint.steps.attach], constraint);
      else if (constraint.kind !== 'index') await work.make(table, constraint, constraint.sql);
    }),
    async () => identity && work.make(table, identity, identity.sql),
  ];
  // Each locks the table: those that go to the server one by one would hold connections while they wait for each other.
  if (table.bytes < WEIGHT) await Promise.all(steps.map((step) => step()));
  else for (const step of steps) await step();
}

const AHEAD = { ahead: true };

/**
 * Statements over the shared connections, counted and told. They go ahead of the comparison's: foreign keys wait for indexes,
 * and a last long statement alone would leave the other processors with nothing to do.
 */
class Work {
  readonly #context: RunContext;
  readonly #made: Set<string>;
  readonly #statements: Together;
  /** Two at once on related tables wait for each other's locks: one after another is as fast and never deadlocks. */
  readonly #foreignKeys: Together;
  #done = 0;
  #total = 0;

  constructor(context: RunContext, made: Set<string>) {
    this.#context = context;
    this.#made = made;
    const connections = serverConnections(context);
    const one = new Turns(1);
    this.#statements = new Together(connections, AHEAD);
    this.#foreignKeys = new Together(
      { use: (work, order) => one.take(() => connections.use(work, order)) },
      AHEAD,
    );
  }

  isMade(name: string): boolean {
    return this.#made.has(name);
  }

  expect(more: number): void {
    this.#total += more;
  }

  async make(table: TablePlan, constraint: Constraint, sql: string[]): Promise<void> {
    this.#tell(constraint, await this.#attempt(this.#statements, table, sql, constraint));
  }

  async makeKey(table: TablePlan, key: Constraint, sql: string[]): Promise<void> {
    this.#tell(key, await this.#attempt(this.#foreignKeys, table, sql, key));
  }

  async run(table: TablePlan, sql: string[], constraint?: Constraint): Promise<void> {
    await this.#attempt(this.#statements, table, sql, constraint);
  }

  #tell({ kind, name, table }: Constraint, seconds: number): void {
    this.#context.progress.emit({ type: 'object-made', kind, name, table, seconds });
    this.#done++;
    this.#total = Math.max(this.#total, this.#done);
    const [done, total] = [this.#done, this.#total];
    this.#context.progress.stage({ type: 'stage-progress', stage: 'constraints', done, total });
  }

  /** Returns the seconds that it took. */
  async #attempt(
    way: Together,
    table: TablePlan,
    sql: string[],
    constraint: Constraint | undefined,
  ): Promise<number> {
    try {
      return (await way.run({ sql, table: table.target, weight: table.bytes })).seconds;
    } catch (error) {
      this.#context.signal.throwIfAborted();
      if (!constraint) throw serverError(error, 'counting the rows for statistics');
      const { kind, name } = constraint;
      throw serverError(error, `making ${kind} ${name} of ${constraint.table}`, {
        table: constraint.table,
        object: name,
      });
    }
  }
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
