/** A trigger of SQLite as a PL/pgSQL function that has the same effect. */
import type { Assignment, Expr, Statement, Trigger } from '../sql/ast.ts';
import { foldName } from '../sql/fold.ts';
import { assigned } from './assign.ts';
import { asBoolean, asText } from './coerce.ts';
import { translateFrom } from './from.ts';
import type { Relation, Scope } from './scope.ts';
import { quoteName, quoteText, Untranslatable } from './typed.ts';

/** A table as statements write to it. */
export interface Writable extends Relation {
  /** PostgreSQL type by target name. */
  types: Record<string, string>;
}

export interface TriggerSql {
  /** The function's body, statement by statement. */
  body: string[];
  /** What can be explained without being run: the statements alone. */
  statements: string[];
}

/** How the function is left: to go on as usual, or without the row (before) or the rest of the program (after). */
export interface Exits {
  leave: string;
  ignore: string;
}

/** `scope` knows NEW and OLD. */
export function translateBody(
  trigger: Trigger,
  scope: Scope,
  writable: (name: string) => Writable,
  exits: Exits,
): TriggerSql {
  const body: string[] = [];
  const statements: string[] = [];
  if (trigger.when)
    body.push(`IF NOT coalesce(${asBoolean(scope.expr(trigger.when))}, false) THEN ${exits.leave} END IF;`);
  for (const statement of trigger.body) {
    if (statement.node === 'select') {
      body.push(...raises(statement, scope, exits));
      continue;
    }
    const sql = write(statement, scope, writable);
    statements.push(sql);
    body.push(`${sql};`);
  }
  return { body, statements };
}

/** What a row trigger returns to let things go on. */
export function resultOf(trigger: Trigger): string {
  return trigger.event === 'delete' ? 'OLD' : 'NEW';
}

function write(
  statement: Exclude<Statement, { node: 'select' }>,
  scope: Scope,
  writable: (name: string) => Writable,
): string {
  const table = writable(statement.table);
  if (statement.node === 'insert') return insert(statement, table, scope);
  const inner = scope.child();
  // An UPDATE's own table comes first, so that its columns hide those of the query around.
  enter(inner, statement.table, table);
  const where = (from: string, condition: Expr | null) =>
    `${from}${condition ? ` WHERE ${asBoolean(inner.expr(condition))}` : ''}`;
  const name = `${quoteName(table.target)} AS ${quoteName(statement.table)}`;
  if (statement.node === 'delete') return where(`DELETE FROM ${name}`, statement.where);
  if (statement.conflict !== null && statement.conflict !== 'abort') {
    throw new Untranslatable(`UPDATE OR ${statement.conflict.toUpperCase()}`);
  }
  const from = statement.from ? ` FROM ${translateFrom(statement.from, inner)}` : '';
  return where(`UPDATE ${name} SET ${assignments(statement.set, table, inner)}${from}`, statement.where);
}

function enter(
  scope: Scope,
  alias: string,
  relation: Relation,
  prefix = quoteName(alias),
  qualifiedOnly = false,
): void {
  scope.relations.push({
    alias: foldName(alias),
    columns: relation.columns.map((column) => ({ ...column, sql: `${prefix}.${quoteName(column.target)}` })),
    qualifiedOnly,
  });
}

function assignments(set: Assignment[], table: Writable, scope: Scope): string {
  return set
    .map(({ columns, value }) => {
      const [name, ...more] = columns;
      if (name === undefined || more.length > 0) throw new Untranslatable('several columns are set at once');
      const column = columnOf(table, name);
      return `${quoteName(column)} = ${assigned(scope.expr(value), table.types[column] ?? 'text')}`;
    })
    .join(', ');
}

function columnOf(table: Writable, name: string): string {
  const found = table.columns.find((column) => foldName(column.name) === foldName(name));
  if (!found) throw new Untranslatable(`there is no column ${name} in ${table.target}`);
  return found.target;
}

function insert(statement: Extract<Statement, { node: 'insert' }>, table: Writable, scope: Scope): string {
  if (statement.source === null) return `INSERT INTO ${quoteName(table.target)} DEFAULT VALUES`;
  const names = statement.columns.length > 0 ? statement.columns : table.columns.map((column) => column.name);
  const columns = names.map((name) => columnOf(table, name));
  const { sql, columns: found } = scope.select(statement.source);
  if (found.length !== columns.length) throw new Untranslatable('an INSERT of another number of values');
  const values = columns.map((column, at) => {
    const value = found[at];
    return assigned(
      { ...(value?.value ?? { kind: 'null' }), literal: undefined, sql: `v.c${at + 1}` },
      table.types[column] ?? 'text',
    );
  });
  const aliases = columns.map((_, at) => `c${at + 1}`).join(', ');
  const conflict = onConflict(statement, table, scope);
  return `INSERT INTO ${quoteName(table.target)} (${columns.map(quoteName).join(', ')}) SELECT ${values.join(', ')} FROM (${sql}) AS v (${aliases})${conflict}`;
}

function onConflict(
  statement: Extract<Statement, { node: 'insert' }>,
  table: Writable,
  scope: Scope,
): string {
  const { conflict, upsert } = statement;
  if (conflict === 'ignore') return ' ON CONFLICT DO NOTHING';
  if (conflict !== null && conflict !== 'abort')
    throw new Untranslatable(`INSERT OR ${conflict.toUpperCase()}`);
  if (!upsert) return '';
  const target =
    upsert.target.length > 0
      ? ` (${upsert.target.map((name) => quoteName(columnOf(table, name))).join(', ')})`
      : '';
  if (!upsert.set) return ` ON CONFLICT${target} DO NOTHING`;
  const inner = scope.child();
  // Here PostgreSQL knows the table's own row by the table's name alone.
  enter(inner, statement.table, table, quoteName(table.target));
  enter(inner, 'excluded', table, 'excluded', true);
  const where = upsert.where ? ` WHERE ${asBoolean(inner.expr(upsert.where))}` : '';
  return ` ON CONFLICT${target} DO UPDATE SET ${assignments(upsert.set, table, inner)}${where}`;
}

/** A SELECT in a trigger does nothing unless it raises. */
function raises(statement: Extract<Statement, { node: 'select' }>, scope: Scope, exits: Exits): string[] {
  const { select } = statement;
  if (select.body.node !== 'core') return [];
  const { columns, from, where } = select.body.core;
  const found: string[] = [];
  for (const column of columns) {
    if (column.node !== 'expr' || !mentionsRaise(column.expr)) continue;
    if (from) throw new Untranslatable('RAISE in a query over a table');
    const action = raise(column.expr, scope, exits);
    found.push(where ? `IF ${asBoolean(scope.expr(where))} THEN ${action} END IF;` : action);
  }
  return found;
}

function mentionsRaise(expr: Expr): boolean {
  if (expr.node === 'raise') return true;
  return (
    expr.node === 'case' &&
    [...expr.whens.map(({ result }) => result), expr.otherwise].some((item) => item && mentionsRaise(item))
  );
}

function raise(expr: Expr, scope: Scope, exits: Exits): string {
  if (expr.node === 'case') {
    const operand = expr.operand;
    const branches = expr.whens.map(({ when, result }, at) => {
      const test: Expr = operand ? { node: 'binary', op: '=', left: operand, right: when } : when;
      return `${at === 0 ? 'IF' : 'ELSIF'} ${asBoolean(scope.expr(test))} THEN ${raise(result, scope, exits)}`;
    });
    const otherwise = expr.otherwise ? ` ELSE ${raise(expr.otherwise, scope, exits)}` : '';
    return `${branches.join(' ')}${otherwise} END IF;`;
  }
  if (expr.node !== 'raise') return 'NULL;';
  if (expr.action === 'ignore') return exits.ignore;
  const message = expr.message ? asText(scope.expr(expr.message)) : quoteText('aborted');
  return `RAISE EXCEPTION USING MESSAGE = ${message}, ERRCODE = 'integrity_constraint_violation';`;
}
