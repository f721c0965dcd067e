/** A trigger of SQLite as a PL/pgSQL function that has the same effect. */
import type { Assignment, Expr, Statement, Trigger } from '../sql/ast.ts';
import { foldName, sameName } from '../sql/fold.ts';
import { assigned, type Place } from './assign.ts';
import { asBoolean } from './coerce.ts';
import { folded } from './compare.ts';
import { translateFrom } from './from.ts';
import { type Exits, raises } from './raise.ts';
import type { Relation, Scope, ScopeColumn } from './scope.ts';
import { quoteName, type Typed, Untranslatable } from './typed.ts';

/** A table as statements write to it. */
export interface Writable extends Relation {
  /** By target name. */
  places: Record<string, Place>;
  /** The columns of its only unique key, where putting one row in another's place touches nothing else. */
  replaceable?: string[];
}

export interface TriggerSql {
  /** The function's body, statement by statement. */
  body: string[];
  /** What can be explained without being run: the statements alone. */
  statements: string[];
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
    const own = statement.node !== 'insert' && sameName(statement.table, trigger.table);
    if (own && trigger.timing === 'before' && trigger.event !== 'insert') {
      throw new Untranslatable(
        'it changes its own table before the row itself is changed, which SQLite leaves undefined',
      );
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
  return set.map((assignment) => assignmentOf(assignment, table, scope)).join(', ');
}

function assignmentOf({ columns: names, value }: Assignment, table: Writable, scope: Scope): string {
  const columns = names.map((name) => columnOf(table, name));
  const put = (item: Typed, column: string) => assigned(item, placeOf(table, column));
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) {
    return `${quoteName(only)} = ${put(scope.expr(value), only)}`;
  }
  const list = columns.map(quoteName).join(', ');
  if (value.node === 'row' && value.items.length === columns.length) {
    return `(${list}) = ROW(${value.items.map((item, at) => put(scope.expr(item), columns[at] ?? '')).join(', ')})`;
  }
  if (value.node !== 'subquery')
    throw new Untranslatable('several columns are set to another number of values');
  const { sql, columns: found } = scope.select(value.select);
  if (found.length !== columns.length)
    throw new Untranslatable('several columns are set to another number of values');
  const items = columns.map((column, at) => put({ ...foundValue(found[at]), sql: `v.c${at + 1}` }, column));
  const aliases = columns.map((_, at) => `c${at + 1}`).join(', ');
  return `(${list}) = (SELECT ${items.join(', ')} FROM (${sql}) AS v (${aliases}) LIMIT 1)`;
}

function foundValue(column: ScopeColumn | undefined): Typed {
  return { ...(column?.value ?? { kind: 'null' }), sql: '', literal: undefined };
}

function placeOf(table: Writable, column: string): Place {
  return table.places[column] ?? { type: 'text' };
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
    return assigned({ ...foundValue(found[at]), sql: `v.c${at + 1}` }, placeOf(table, column));
  });
  const aliases = columns.map((_, at) => `c${at + 1}`).join(', ');
  const conflict = onConflict(statement, table, scope, columns);
  return `INSERT INTO ${quoteName(table.target)} (${columns.map(quoteName).join(', ')}) SELECT ${values.join(', ')} FROM (${sql}) AS v (${aliases})${conflict}`;
}

function onConflict(
  statement: Extract<Statement, { node: 'insert' }>,
  table: Writable,
  scope: Scope,
  columns: string[],
): string {
  const { conflict, upsert } = statement;
  if (conflict === 'ignore') return ' ON CONFLICT DO NOTHING';
  if (conflict === 'replace' && table.replaceable) return replacing(table, table.replaceable, columns);
  if (conflict !== null && conflict !== 'abort')
    throw new Untranslatable(`INSERT OR ${conflict.toUpperCase()}`);
  if (!upsert) return '';
  const target =
    upsert.target.length > 0 ? ` (${upsert.target.map((name) => conflictPart(table, name)).join(', ')})` : '';
  if (!upsert.set) return ` ON CONFLICT${target} DO NOTHING`;
  const inner = scope.child();
  // Here PostgreSQL knows the table's own row by the table's name alone.
  enter(inner, statement.table, table, quoteName(table.target));
  enter(inner, 'excluded', table, 'excluded', true);
  const where = upsert.where ? ` WHERE ${asBoolean(inner.expr(upsert.where))}` : '';
  return ` ON CONFLICT${target} DO UPDATE SET ${assignments(upsert.set, table, inner)}${where}`;
}

/** A key of texts that differ by case alone is the index on the lower-cased text. */
function conflictPart(table: Writable, name: string): string {
  const column = quoteName(columnOf(table, name));
  const found = table.columns.find((candidate) => foldName(candidate.name) === foldName(name));
  const { kind, collation, loose } = found?.value ?? { kind: 'null' };
  return kind === 'text' && collation === 'NOCASE' && !loose ? `(${folded(column, collation)})` : column;
}

/** The new row stands in the old one's place, columns that it does not name at their defaults. */
function replacing(table: Writable, key: string[], columns: string[]): string {
  if (!key.every((column) => columns.includes(column))) return '';
  const others = table.columns.map(({ target }) => target).filter((target) => !key.includes(target));
  const set = others.map(
    (column) =>
      `${quoteName(column)} = ${columns.includes(column) ? `excluded.${quoteName(column)}` : 'DEFAULT'}`,
  );
  return ` ON CONFLICT (${key.map(quoteName).join(', ')}) DO ${set.length > 0 ? `UPDATE SET ${set.join(', ')}` : 'NOTHING'}`;
}
