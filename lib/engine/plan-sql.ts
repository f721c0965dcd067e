/** A plan as one file of SQL, in the order in which a run says it: to be read, reviewed, or run by hand on empty tables. */
import { createTable, foreignKeysOf, identityOf, keysOf } from './plan/ddl.ts';
import { NOCASE_SQL, planNeedsCollation, planNeedsFunctions } from './target/functions.ts';
import { FUNCTIONS_SCHEMA, FUNCTIONS_SQL } from './translate/sqlite-functions.ts';
import type { Plan, TablePlan } from './types.ts';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export function planSql(plan: Plan): string {
  const { schema } = plan.target;
  const made = plan.tables.filter((table) => table.match === null);
  const parts = [
    head(plan),
    stage('schema', 'The tables, bare: keys and indexes are built faster once the rows are in.'),
    // As a run has it: every other name says its schema.
    statements(['SET search_path = pg_catalog']),
    statements(made.length > 0 ? [`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`] : []),
    statements(helpers(plan)),
    ...plan.tables.map((table) => tableSql(table, schema)),
    stage('copy', 'Rows go in here, by COPY.'),
    ...plan.tables.map(rowsOf),
    stage('constraints', 'Indexes, foreign keys, then keys made of their indexes, checks and sequences.'),
    ...made.map((table) => statements(indexesOf(table, schema))),
    ...made.map((table) => statements(foreignKeysOf(table, schema).flatMap(({ sql }) => sql))),
    ...made.map((table) => statements(finishOf(table, schema))),
    programs(plan),
    statements(['RESET search_path']),
    stage('verify', 'Every row and value is compared with the snapshot.'),
    stage(
      'cutover',
      'One transaction makes it all public: what stands there under the same names is moved aside.',
    ),
    made
      .filter(({ existing }) => existing !== null)
      .map(({ target, existing }) => `-- moved aside: ${line(target)} (about ${existing?.rows} rows)\n`)
      .join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function head({ hash, source, target }: Plan): string {
  return `-- Plan ${hash}
-- of ${line(source.path)} (SHA-256 ${source.sha256})
-- for the schema ${line(target.schema)} of ${line(target.database)}
--
-- A run says this inside of a staging schema of its own and moves it into place at the end.
`;
}

function stage(name: string, what: string): string {
  return `\n-- Stage: ${name}\n-- ${what}\n`;
}

function statements(sql: string[]): string {
  return sql.map((one) => `${one.trim().replace(/;$/, '')};\n`).join('\n');
}

/** In a comment of one line. */
function line(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function helpers(plan: Plan): string[] {
  if (!planNeedsFunctions(plan)) return [];
  return [
    `CREATE SCHEMA IF NOT EXISTS ${FUNCTIONS_SCHEMA}`,
    `GRANT USAGE ON SCHEMA ${FUNCTIONS_SCHEMA} TO PUBLIC`,
    FUNCTIONS_SQL,
    ...(planNeedsCollation(plan) ? [NOCASE_SQL] : []),
  ];
}

function tableSql(table: TablePlan, schema: string): string {
  if (table.match) return `-- ${line(table.target)} stands there: its rows go in, nothing of it is made.\n`;
  return `-- ${line(table.source)}\n${statements([createTable(table, schema)])}`;
}

function rowsOf({ source, target, rows, where, quarantined, match }: TablePlan): string {
  const notes = [
    `${rows} rows`,
    where === null ? null : `only where ${line(where)}`,
    quarantined === 0 ? null : `${quarantined} into quarantine`,
    match ? `into the table that stands there (${match.rows})` : null,
  ];
  return `-- ${line(source)} → ${line(target)}: ${notes.filter((note) => note !== null).join(', ')}\n`;
}

function indexesOf(table: TablePlan, schema: string): string[] {
  return keysOf(table, schema).flatMap(({ kind, sql, steps }) =>
    steps ? [steps.index] : kind === 'index' ? sql : [],
  );
}

function finishOf(table: TablePlan, schema: string): string[] {
  const keys = keysOf(table, schema).flatMap(({ kind, sql, steps }) =>
    steps ? [steps.attach] : kind === 'index' ? [] : sql,
  );
  return [...keys, ...(identityOf(table, schema)?.sql ?? [])];
}

/** Their names are found in the schema that they are made in. */
function programs({ views, triggers, target }: Plan): string {
  if (views.length + triggers.length === 0) return '';
  return statements([
    `SET search_path = ${quote(target.schema)}, pg_catalog`,
    ...views.map(({ sql }) => sql),
    ...triggers.flatMap(({ functionSql, triggerSql }) => [functionSql, triggerSql]),
  ]);
}
